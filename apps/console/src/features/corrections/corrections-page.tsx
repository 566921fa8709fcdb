import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { shanghaiDate } from '@xuexi/domain';
import { EmptyState, Loading, PillLink, Pills, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { LinkButton } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Pager } from '../../components/pager';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';
import { useSignedIn } from '../../lib/session';

import { AppealCard } from './appeal-card';
import { CorrectionTable } from './correction-table';
import styles from './corrections.module.css';
import { useLimits } from './limit';
import { A_PAGE, useAppeals, useCorrections } from './use-corrections';

const PARTS = ['waiting', 'appeals', 'answered', 'all'] as const;
type Part = (typeof PARTS)[number];

export interface CorrectionsPageProps {
  /** Leads from a name or number to what is done for the learner. */
  FindLearner: ComponentType<{ linkTo: (personId: string) => string }>;
}

/** What can be done on 学分明细 of a learner. */
const DEEDS = ['grant', 'reverse', 'attend'] as const;

const creditsOf = (personId: string) => `/learners/${personId}/credits`;
const addressOf = (part: Part, page = 1) => `/corrections?part=${part}&page=${page}`;

/** 认定和更正: what waits for a second person, what learners object to, and all that was done. */
export function CorrectionsPage({ FindLearner }: CorrectionsPageProps) {
  const { t } = useTranslation('corrections');
  const { permissions } = useSignedIn();
  const limits = useLimits(shanghaiDate(Date.now()));
  const [params] = useSearchParams();
  const offered = PARTS.filter((part) => permissions.includes('credits.approve') || part === 'waiting' || part === 'all');
  const part = offered.find((one) => one === params.get('part')) ?? 'waiting';
  const page = Math.max(1, Number(params.get('page')) || 1);
  return (
    <>
      <PageHead path={useScopePath('credits.correct')} title={t('title')} lead={limits === null ? undefined : t('lead', { ...limits })} actions={<LinkButton variant="secondary" to="/imports">{t('batch')}</LinkButton>} />
      {permissions.includes('learners.read') && (
        <Panel title={t('begin.title')}>
          <p className={styles.lead}>{t('begin.lead')}</p>
          <dl className={styles.deeds}>
            {DEEDS.map((deed) => (
              <div key={deed}>
                <dt>{t(`begin.${deed}`)}</dt>
                <dd>{t(`begin.${deed}Detail`)}</dd>
              </div>
            ))}
          </dl>
          <FindLearner linkTo={creditsOf} />
        </Panel>
      )}
      <Pills aria-label={t('parts')}>
        {offered.map((one) => (
          <PillLink key={one} as={Link} to={addressOf(one)} current={one === part}>
            {t(`part.${one}`)}
          </PillLink>
        ))}
      </Pills>
      {part === 'appeals' || part === 'answered' ? <Appeals part={part} page={page} /> : <Corrections part={part} page={page} />}
    </>
  );
}

function Corrections({ part, page }: { part: 'waiting' | 'all'; page: number }) {
  const { t } = useTranslation('corrections');
  const corrections = useCorrections(part === 'waiting', page);
  const limits = useLimits(shanghaiDate(Date.now()));
  const empty = part === 'waiting' ? <EmptyState title={t('emptyWaiting')}>{limits !== null && t('emptyWaitingDetail', { ...limits })}</EmptyState> : <EmptyState title={t('emptyAll')}>{t('emptyAllDetail')}</EmptyState>;
  return (
    <Answer query={corrections} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
      {({ items, total }) =>
        items.length === 0 ? (
          empty
        ) : (
          <Panel title={t(`part.${part}`)}>
            <CorrectionTable corrections={items} />
            <Pages part={part} page={page} total={total} />
          </Panel>
        )
      }
    </Answer>
  );
}

function Appeals({ part, page }: { part: 'appeals' | 'answered'; page: number }) {
  const { t } = useTranslation('corrections');
  const appeals = useAppeals(part === 'appeals' ? 'open' : 'answered', page);
  return (
    <Answer query={appeals} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
      {({ items, total }) =>
        items.length === 0 ? (
          <EmptyState title={t('emptyAppeals')}>{t('emptyAppealsDetail')}</EmptyState>
        ) : (
          <div className={styles.appeals}>
            {items.map((appeal) => (
              <AppealCard key={appeal.id} appeal={appeal} />
            ))}
            <Pages part={part} page={page} total={total} />
          </div>
        )
      }
    </Answer>
  );
}

function Pages({ part, page, total }: { part: Part; page: number; total: number }) {
  const { t } = useTranslation('corrections');
  const pages = Math.max(1, Math.ceil(total / A_PAGE));
  return <Pager page={page} pageSize={A_PAGE} total={total} standing={t('standing', { total, page, pages })} linkTo={(to) => addressOf(part, to)} />;
}
