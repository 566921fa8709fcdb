import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { EmptyState, formatBytes, formatCount, formatDateTime, Loading, Notice, ProblemNotice, ProgressBar, SkeletonText, Tag, type Tone } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Button } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';

import styles from './statements.module.css';
import { type Batch, useBatches, useStartBatch, useZip } from './use-statements';

const TONES: Record<Batch['state'], Tone> = { queued: 'ochre', running: 'ochre', done: 'bamboo', failed: 'cinnabar' };

/** Zips of a region: asked for, watched, taken away. @param region undefined: one has to be chosen first */
export function BatchPanel({ year, region }: { year: number; region: string | null | undefined }) {
  const { t } = useTranslation('statements');
  const batches = useBatches();
  const start = useStartBatch();
  const [asking, setAsking] = useState<Batch | null>(null);
  const begin = () => region !== undefined && start.mutate({ year, regionId: region }, { onSettled: () => setAsking(null) });
  const press = () => {
    const made = batches.data?.find((batch) => batch.downloadable && batch.year === year && (batch.region?.id ?? null) === region);
    if (made === undefined) begin();
    else setAsking(made);
  };
  return (
    <Panel title={t('batches.title')}>
      <p className={styles.lead}>{t('batches.lead')}</p>
      <ProblemNotice error={start.error} />
      <div className={styles.start}>
        <Button disabled={region === undefined} busy={start.isPending} busyLabel={t('batches.starting')} onClick={press}>
          {t('batches.start', { year })}
        </Button>
      </div>
      {asking !== null && (
        <ConfirmDialog open title={t('batches.again')} action={t('batches.againAction')} busy={start.isPending} error={null} onConfirm={begin} onDismiss={() => setAsking(null)}>
          {t('batches.againDetail', { place: placeOf(asking, t), year, time: formatDateTime(asking.createdAt) })}
        </ConfirmDialog>
      )}
      <Answer query={batches} skeleton={<Loading><SkeletonText lines={4} /></Loading>}>
        {(items) => (items.length === 0 ? <EmptyState title={t('batches.none')}>{t('batches.noneDetail')}</EmptyState> : <BatchTable batches={items} />)}
      </Answer>
    </Panel>
  );
}

function placeOf({ region }: Batch, t: ReturnType<typeof useTranslation<'statements'>>['t']): string {
  return region?.names.slice(-2).join(' ') ?? t('batches.whole');
}

function BatchTable({ batches }: { batches: readonly Batch[] }) {
  const { t } = useTranslation('statements');
  const zip = useZip();
  return (
    <>
      <ProblemNotice error={zip.error} />
      {batches[0]?.state === 'failed' && <Notice tone="attention">{t('batches.failedNote')}</Notice>}
      <DataTable
        label={t('batches.list')}
        rows={batches}
        rowKey={({ id }) => id}
        columns={[
          { key: 'region', head: t('batches.region'), words: true, cell: (batch) => placeOf(batch, t) },
          { key: 'year', head: t('batches.year'), words: true, cell: ({ year }) => t('yearOption', { year }) },
          { key: 'state', head: t('batches.state'), words: true, cell: (batch) => <State batch={batch} place={placeOf(batch, t)} /> },
          { key: 'count', head: t('batches.count'), cell: ({ total }) => formatCount(total) },
          { key: 'size', head: t('batches.size'), cell: ({ bytes }) => (bytes === null ? '' : formatBytes(bytes)) },
          { key: 'by', head: t('batches.by'), words: true, cell: ({ requestedBy }) => requestedBy },
          { key: 'at', head: t('batches.at'), cell: ({ createdAt }) => formatDateTime(createdAt) },
          {
            key: 'download',
            head: t('batches.download'),
            acts: true,
            cell: (batch) =>
              batch.downloadable && (
                <Button
                  small
                  variant="secondary"
                  aria-label={t('batches.downloadOf', { place: placeOf(batch, t), year: batch.year })}
                  busy={zip.isPending && zip.variables.id === batch.id}
                  busyLabel={t('busy')}
                  onClick={() => zip.mutate(batch)}
                >
                  {t('batches.download')}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}

function State({ batch, place }: { batch: Batch; place: string }) {
  const { t } = useTranslation('statements');
  const { state, processed, total, year, downloadable } = batch;
  if (state === 'running') {
    return (
      <div className={styles.progress}>
        <span>{t('batches.progress', { processed: formatCount(processed), total: formatCount(total) })}</span>
        <ProgressBar value={total === 0 ? 0 : processed / total} label={t('batches.progressOf', { place, year })} />
      </div>
    );
  }
  return <Tag tone={TONES[state]}>{state === 'done' && !downloadable ? t('batches.removed') : t(`batches.states.${state}`)}</Tag>;
}
