import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { DOCUMENT_NAMES } from '@xuexi/domain';
import { formatFullDate, Loading, Notice, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useSignedIn } from '../../lib/session';

import styles from './desk.module.css';
import { LearnerActions } from './learner-actions';
import { SlipView } from './slip-view';
import { type LearnerDetail, type Slip, useLearner } from './use-desk';

const TONES = { unverified: 'neutral', pending: 'ochre', verified: 'bamboo', rejected: 'cinnabar' } as const;

type PersonPanel = ComponentType<{ personId: string }>;

export interface LearnerPageProps {
  /** The full document, for who may see it. */
  Reveal: PersonPanel;
  /** The guardian's consent, for who looks at real names. */
  Guardian: PersonPanel;
}

/** One learner as staff of their region see them, and what can be done for them. */
export function LearnerPage(parts: LearnerPageProps) {
  const { personId = '' } = useParams();
  const learner = useLearner(personId);
  return (
    <Answer query={learner} skeleton={<Loading><SkeletonText lines={10} /></Loading>}>
      {(found) => <Learner learner={found} {...parts} />}
    </Answer>
  );
}

function Learner({ learner, Reveal, Guardian }: LearnerPageProps & { learner: LearnerDetail }) {
  const { t } = useTranslation('desk');
  const { permissions } = useSignedIn();
  const [slip, setSlip] = useState<Slip | null>(null);
  const title = learner.nameMasked ?? t('noName');
  const beside = <Tag tone={TONES[learner.verification]}>{t(`verifications.${learner.verification}`)}</Tag>;
  const path = [...(learner.region?.names ?? []).map((name) => ({ name })), { name: t('learner.list'), to: '/learners' }];
  if (slip !== null) {
    return (
      <>
        <PageHead path={path} title={title} beside={beside} />
        <SlipView slip={slip} nameMasked={learner.nameMasked} onDone={() => setSlip(null)} />
      </>
    );
  }
  return (
    <>
      <PageHead path={path} title={title} beside={beside} />
      {learner.state !== 'active' && (
        <Notice tone="attention" title={t(`states.${learner.state}`)}>
          {t(`actions.state.means.${learner.state}`)} {learner.stateOn}
        </Notice>
      )}
      <LearnerActions learner={learner} onSlip={setSlip} />
      <div className={styles.columns}>
        <About learner={learner} />
        <Logins learner={learner} />
        <History learner={learner} />
        {permissions.includes('real_name.review') && learner.age !== null && learner.age <= 14 && <Guardian personId={learner.personId} />}
        {permissions.includes('person.reveal') && learner.idNumberMasked !== null && <Reveal personId={learner.personId} />}
      </div>
    </>
  );
}

function About({ learner }: { learner: LearnerDetail }) {
  const { t } = useTranslation('desk');
  const none = t('none');
  const facts: [string, string][] = [
    [t('learner.document'), learner.documentKind === null ? none : `${DOCUMENT_NAMES[learner.documentKind]} ${learner.idNumberMasked ?? ''}`],
    [t('learner.sexAge'), [learner.sex && t(`sexes.${learner.sex}`), learner.age !== null && t('learner.age', { age: learner.age })].filter(Boolean).join(' · ') || none],
    [t('learner.region'), learner.region?.names.join(' ') ?? none],
    [t('learner.organisation'), learner.organisation?.name ?? none],
    [t('learner.registeredOn'), learner.registeredOn ?? none],
    [t('learner.credits', { year: learner.credits.year }), learner.credits.provisionalCredits === '0.00' ? t('learner.creditsHeld', { credits: learner.credits.credits }) : t('learner.creditsProvisional', { credits: learner.credits.credits, provisional: learner.credits.provisionalCredits })],
  ];
  return (
    <Panel title={t('learner.about')}>
      <dl className={styles.facts}>
        {facts.map(([term, said]) => (
          <div key={term} className={styles.fact}>
            <dt>{term}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Logins({ learner }: { learner: LearnerDetail }) {
  const { t } = useTranslation('desk');
  return (
    <Panel title={t('learner.logins')}>
      {learner.accounts.length === 0 && <p>{t('learner.noLogin')}</p>}
      <ul className={styles.list}>
        {learner.accounts.map((account) => (
          <li key={account.id}>
            <p>{[account.loginNumber && t('learner.loginNumber', { number: account.loginNumber }), account.phoneMasked].filter(Boolean).join(' · ') || t('none')}</p>
            <p className={styles.quiet}>
              {[account.passwordTemporary && t('learner.temporary'), account.secondFactor && t('learner.secondFactor'), account.staff && t('learner.staff')].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function History({ learner }: { learner: LearnerDetail }) {
  const { t } = useTranslation('desk');
  const rows = [
    ...learner.residences.map(({ region, since, until }) => ({ since, until, what: t('learner.lived', { region: region?.names.slice(-2).join(' ') ?? t('none') }) })),
    ...learner.memberships.map(({ organisationName, since, until }) => ({ since, until, what: t('learner.belonged', { organisation: organisationName }) })),
    ...learner.claims.map(({ state, submittedAt }) => ({ since: submittedAt, until: null, what: t('learner.claimed', { state: t(`claimStates.${state}`) }) })),
    ...learner.consents.map(({ channel, since, until }) => ({ since, until, what: t(`learner.consented.${channel}`) })),
    ...learner.merged.map(({ mergedAt }) => ({ since: mergedAt, until: null, what: t('learner.merged') })),
  ].toSorted((a, b) => b.since.localeCompare(a.since));
  return (
    <Panel title={t('learner.history')}>
      <ul className={styles.list}>
        {rows.map(({ since, until, what }) => (
          <li key={`${since}${what}`}>
            <p>{what}</p>
            <p className={styles.quiet}>
              {formatFullDate(new Date(since))}
              {until !== null && t('learner.until', { date: formatFullDate(new Date(until)) })}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
