import { useTranslation } from 'react-i18next';

import { formatBytes, formatCount, formatDateTime, Loading, Notice, ProblemNotice, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button, LinkButton } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';

import { CheckHistory } from './check-history';
import styles from './storage.module.css';
import { isUnderWay, type StorageCheckSummary, useStartCheck, useStorage } from './use-storage';

/** 存储: where files are kept, how much of what, and whether they agree with the database. */
export function StoragePage() {
  const { t } = useTranslation('storage');
  const storage = useStorage();
  const scope = useScopePath('storage.check');
  return (
    <>
      <PageHead path={scope} title={t('title')} lead={t('lead')} />
      <Answer query={storage} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {({ storage: place, items }) => (
          <>
            <Standing items={items} />
            <Panel title={t('place.title')}>
              <dl className={styles.place}>
                <dt>{t('place.where')}</dt>
                <dd>
                  {t(`place.kind.${place.kind}`)} <code>{place.name}</code>
                </dd>
                <dt>{t('place.free')}</dt>
                <dd>{place.freeBytes === null ? t('place.unlimited') : formatBytes(place.freeBytes)}</dd>
              </dl>
              <Used check={items.find(({ state }) => state === 'done')} />
            </Panel>
            <CheckHistory checks={items} />
          </>
        )}
      </Answer>
    </>
  );
}

/** Whether a check is under way, or what the last one says, and the way to the next. */
function Standing({ items }: { items: readonly StorageCheckSummary[] }) {
  const { t } = useTranslation('storage');
  const start = useStartCheck();
  const running = items.find(isUnderWay);
  if (running) return <Notice tone="wait" role="status" title={t(running.repair ? 'running.repair' : 'running.check')}>{t('running.detail')}</Notice>;
  const last = items.find(({ state }) => state === 'done');
  const differing = last ? last.missing + last.strays : 0;
  return (
    <>
      <ProblemNotice error={start.error} />
      {last && differing > 0 && last.repair === null && (
        <Notice tone="attention" title={t('differs.title', { files: formatCount(differing) })} action={<LinkButton variant="secondary" to={`/storage/${last.id}`}>{t('differs.open')}</LinkButton>}>
          {t('differs.detail')}
        </Notice>
      )}
      <div className={styles.actions}>
        <Button busy={start.isPending} busyLabel={t('start.busy')} onClick={() => start.mutate()}>
          {t('start.action')}
        </Button>
        <span>{t('start.detail')}</span>
      </div>
    </>
  );
}

/** How much of each kind there was at the last check. */
function Used({ check }: { check: StorageCheckSummary | undefined }) {
  const { t } = useTranslation('storage');
  if (!check) return <p className={styles.note}>{t('used.unknown')}</p>;
  return (
    <>
      <dl className={styles.used}>
        {check.shares.map(({ part, files, bytes }) => (
          <div key={part}>
            <dt>{t(`parts.${part}`)}</dt>
            <dd>
              {formatBytes(bytes)} <small>{t('used.files', { files: formatCount(files) })}</small>
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{t('used.note', { at: formatDateTime(check.startedAt), bytes: formatBytes(check.bytes), files: formatCount(check.files) })}</p>
    </>
  );
}
