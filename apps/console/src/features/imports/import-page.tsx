import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { formatCount, formatDateTime, Loading, Notice, ProgressBar, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button, LinkButton } from '../../components/controls';
import { PageHead } from '../../components/page-head';

import { FaultPanel } from './fault-panel';
import { ImportState } from './import-state';
import styles from './imports.module.css';
import { type Import, isWorking, useApply, useCancel, useImport } from './use-imports';

const COUNTS = ['createdRows', 'changedRows', 'unchangedRows', 'faultyRows'] as const;

/** One import: what the dry run found, the way to apply it, how far it is, and what has to be changed in the table. */
export function ImportPage() {
  const { importId = '' } = useParams();
  const found = useImport(importId);
  return (
    <Answer query={found} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
      {(run) => <Details run={run} />}
    </Answer>
  );
}

function Details({ run }: { run: Import }) {
  const { t } = useTranslation('imports');
  const where = run.organisation?.name ?? run.region?.names.at(-1) ?? t('wholeInstallation');
  return (
    <>
      <PageHead
        path={[{ name: t('title'), to: '/imports' }, { name: t(`kinds.${run.kind}.name`) }]}
        title={run.fileName}
        beside={<ImportState state={run.state} />}
        lead={t('one.lead', { where, by: run.startedBy, at: formatDateTime(run.createdAt) })}
      />
      {isWorking(run) ? <Working run={run} /> : <Result run={run} />}
      {!isWorking(run) && run.faultyRows > 0 && <FaultPanel run={run} />}
    </>
  );
}

function Working({ run }: { run: Import }) {
  const { t } = useTranslation('imports');
  const { state, processedRows, totalRows } = run;
  const share = state === 'applying' && totalRows > 0 ? processedRows / totalRows : 0;
  return (
    <Notice tone="wait" role="status" title={t(`one.working.${state === 'applying' ? 'applying' : 'checking'}`)} action={<CancelButton run={run} />}>
      <div className={styles.working}>
        <span>
          {state === 'applying'
            ? t('one.working.of', { processed: formatCount(processedRows), total: formatCount(totalRows), percent: Math.floor(share * 100) })
            : t('one.working.read', { processed: formatCount(processedRows) })}
        </span>
        {state === 'applying' && <ProgressBar value={share} label={t('one.working.label')} />}
      </div>
    </Notice>
  );
}

function Result({ run }: { run: Import }) {
  const { t } = useTranslation('imports');
  const tense = run.state === 'checked' ? 'will' : 'did';
  return (
    <>
      {run.failure !== null && <Notice tone="attention" role="status">{run.failure}</Notice>}
      <dl className={styles.counts}>
        {COUNTS.map((count) => (
          <div key={count} className={count === 'faultyRows' && run.faultyRows > 0 ? styles.faulty : undefined}>
            <dt>{t(`one.${tense}.${count}`)}</dt>
            <dd>{t('one.rows', { rows: formatCount(run[count]) })}</dd>
          </div>
        ))}
      </dl>
      {run.state === 'checked' ? <Applying run={run} /> : <div className={styles.actions}><LinkButton variant="secondary" to="/imports">{t('one.another')}</LinkButton></div>}
    </>
  );
}

function Applying({ run }: { run: Import }) {
  const { t } = useTranslation('imports');
  const apply = useApply(run.id);
  const [asking, setAsking] = useState(false);
  const rows = run.createdRows + run.changedRows;
  return (
    <div className={styles.actions}>
      {rows > 0 && <Button onClick={() => setAsking(true)}>{t('one.apply', { rows: formatCount(rows) })}</Button>}
      <CancelButton run={run} />
      <span>{t(rows === 0 ? 'one.nothing' : run.faultyRows > 0 ? 'one.withFaults' : 'one.dry')}</span>
      <ConfirmDialog
        open={asking}
        title={t('one.confirm.title', { rows: formatCount(rows) })}
        action={t('one.confirm.action')}
        busy={apply.isPending}
        error={apply.error}
        onConfirm={() => apply.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onDismiss={() => setAsking(false)}
      >
        {t(`one.confirm.${run.kind}`)}
      </ConfirmDialog>
    </div>
  );
}

function CancelButton({ run }: { run: Import }) {
  const { t } = useTranslation('imports');
  const cancel = useCancel(run.id);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="secondary" onClick={() => setAsking(true)}>
        {t('one.cancel')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('one.cancelTitle')}
        action={t('one.cancelAction')}
        dismiss={t('one.keep')}
        danger
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onDismiss={() => setAsking(false)}
      >
        {t(run.state === 'applying' ? 'one.cancelApplying' : 'one.cancelChecked')}
      </ConfirmDialog>
    </>
  );
}
