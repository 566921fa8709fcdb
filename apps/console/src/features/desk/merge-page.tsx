import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';

import { Loading, Notice, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button, LinkButton } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';

import { ActionDialog } from './action-dialog';
import styles from './desk.module.css';
import { DeskSearch } from './desk-search';
import { type LearnerDetail, type MergeOutcome, useLearner, useMerge, useMergePreview } from './use-desk';

/** 合并: two records of one natural person side by side, and what becomes of them. */
export function MergePage() {
  const { t } = useTranslation('desk');
  const { personId = '' } = useParams();
  const [params] = useSearchParams();
  const other = params.get('with');
  return (
    <>
      <PageHead path={[{ name: t('learner.list'), to: '/learners' }]} title={t('merge.title')} lead={t('merge.lead')} />
      {other === null ? (
        <Panel title={t('merge.find')}>
          <DeskSearch except={personId} action={(found) => <LinkButton small variant="secondary" to={`/learners/${personId}/merge?with=${found.personId}`}>{t('merge.choose')}</LinkButton>} />
        </Panel>
      ) : (
        <Pair keepId={personId} absorbId={other} />
      )}
    </>
  );
}

function Pair({ keepId, absorbId }: { keepId: string; absorbId: string }) {
  const { t } = useTranslation('desk');
  const preview = useMergePreview(keepId, absorbId);
  return (
    <>
      <div className={styles.columns}>
        <Side personId={keepId} title={t('merge.kept')} />
        <Side personId={absorbId} title={t('merge.absorbed')} />
      </div>
      <p>
        <LinkButton variant="quiet" small to={`/learners/${absorbId}/merge?with=${keepId}`}>
          {t('merge.swap')}
        </LinkButton>
      </p>
      <Answer query={preview} skeleton={<Loading><SkeletonText lines={6} /></Loading>}>
        {(outcome) => <Outcome keepId={keepId} absorbId={absorbId} outcome={outcome} />}
      </Answer>
    </>
  );
}

function Side({ personId, title }: { personId: string; title: string }) {
  const { t } = useTranslation('desk');
  return (
    <Panel title={title}>
      <Answer query={useLearner(personId)} skeleton={<Loading><SkeletonText lines={4} /></Loading>}>
        {(learner: LearnerDetail) => (
          <dl className={styles.facts}>
            <dt>{t('register.name')}</dt>
            <dd>{learner.nameMasked ?? t('noName')}</dd>
            <dt>{t('learner.document')}</dt>
            <dd>{learner.idNumberMasked ?? t(`verifications.${learner.verification}`)}</dd>
            <dt>{t('learner.region')}</dt>
            <dd>{learner.region?.names.slice(-2).join(' ') ?? t('none')}</dd>
            <dt>{t('learner.logins')}</dt>
            <dd>{learner.accounts.map(({ loginNumber, phoneMasked }) => [loginNumber, phoneMasked].filter(Boolean).join(' · ')).join('；') || t('none')}</dd>
          </dl>
        )}
      </Answer>
    </Panel>
  );
}

function Outcome({ keepId, absorbId, outcome }: { keepId: string; absorbId: string; outcome: MergeOutcome }) {
  const { t } = useTranslation('desk');
  const navigate = useNavigate();
  const merge = useMerge(keepId);
  const [asking, setAsking] = useState(false);
  return (
    <Panel title={t('merge.outcome')} className={styles.stack}>
      <ul>
        <li>{t('merge.carried', { count: outcome.carried })}</li>
        {outcome.doubles > 0 && <li>{t('merge.doubles', { count: outcome.doubles })}</li>}
        {outcome.overLimit > 0 && <li>{t('merge.overLimit', { count: outcome.overLimit })}</li>}
        {outcome.reached > 0 && <li>{t('merge.reached', { count: outcome.reached })}</li>}
      </ul>
      {outcome.years.length > 0 && (
        <DataTable
          label={t('merge.years')}
          rows={outcome.years}
          rowKey={({ year }) => String(year)}
          columns={[
            { key: 'year', head: t('merge.year'), cell: ({ year }) => year },
            { key: 'kept', head: t('merge.kept'), cell: ({ keptCredits }) => keptCredits },
            { key: 'absorbed', head: t('merge.absorbed'), cell: ({ absorbedCredits }) => absorbedCredits },
            { key: 'merged', head: t('merge.after'), cell: ({ mergedCredits }) => mergedCredits },
            { key: 'restated', head: t('merge.statement'), words: true, cell: ({ restated }) => t(restated ? 'merge.restated' : 'merge.unchanged') },
          ]}
        />
      )}
      <Notice tone="attention">{t('merge.final')}</Notice>
      <div className={styles.answers}>
        <Button danger variant="secondary" onClick={() => setAsking(true)}>
          {t('merge.action')}
        </Button>
      </div>
      {asking && (
        <ActionDialog title={t('merge.action')} lead={t('merge.final')} action={t('merge.action')} documentSeen danger busy={merge.isPending} error={merge.error} onDismiss={() => setAsking(false)}
          onSubmit={(reason) => merge.mutate({ absorbPersonId: absorbId, documentSeen: true, reason }, { onSuccess: () => void navigate(`/learners/${keepId}`) })} />
      )}
    </Panel>
  );
}
