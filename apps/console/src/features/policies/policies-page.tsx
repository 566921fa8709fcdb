import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { formatCalendarDate, formatDateTime, Loading, SkeletonText, Tag, type Tone } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { LinkButton } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';
import { useSignedIn } from '../../lib/session';

import styles from './policies.module.css';
import { RulesSummary } from './rules-summary';
import { type Policy, usePolicies } from './use-policies';

export const STATE_TONES: Record<Policy['state'], Tone> = { draft: 'ochre', coming: 'cobalt', in_force: 'bamboo', past: 'neutral' };

/** 学分规则: what is in force and since when, what comes, and the drafts. */
export function PoliciesPage() {
  const { t } = useTranslation('policies');
  const policies = usePolicies();
  const { permissions } = useSignedIn();
  return (
    <>
      <PageHead
        path={useScopePath('policy.read')}
        title={t('title')}
        lead={t('lead')}
        actions={permissions.includes('policy.write') && <LinkButton to="/policies/new">{t('draft.open')}</LinkButton>}
      />
      <Answer query={policies} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {({ items }) => items.map((policy) => <PolicyPanel key={policy.id ?? 'default'} policy={policy} />)}
      </Answer>
    </>
  );
}

function PolicyPanel({ policy }: { policy: Policy }) {
  const { t } = useTranslation('policies');
  const { id, name, state, rules } = policy;
  return (
    <Panel title={name} aside={<Tag tone={STATE_TONES[state]}>{t(`states.${state}`)}</Tag>}>
      <p className={styles.since}>
        <PolicySince policy={policy} />
        {id !== null && <Link to={`/policies/${id}`}>{t(state === 'draft' ? 'draft.goOn' : 'one.open')}</Link>}
      </p>
      {state !== 'past' && <RulesSummary rules={rules} />}
    </Panel>
  );
}

/** From when it is in force and who answers for it. */
export function PolicySince({ policy: { state, fromDate, createdBy, createdAt, adoptedBy, adoptedAt, note } }: { policy: Policy }) {
  const { t } = useTranslation('policies');
  if (state === 'draft') return <span>{t('since.draft', { by: createdBy, at: createdAt === null ? '' : formatDateTime(createdAt) })}</span>;
  if (fromDate === null || adoptedAt === null) return <span>{t('since.default')}</span>;
  return <span>{t('since.adopted', { from: formatCalendarDate(fromDate), year: fromDate.slice(0, 4), by: adoptedBy, at: formatDateTime(adoptedAt), note })}</span>;
}
