import { useTranslation } from 'react-i18next';

import { formatDateTime } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { DataTable } from '../../components/data-table';

import styles from './audit-page.module.css';
import { useAuditWords } from './use-audit-words';
import type { AuditEntry } from './use-audit';

/** Entries of the audit log, the newest first. */
export function AuditTable({ entries, onShow }: { entries: readonly AuditEntry[]; onShow: (entry: AuditEntry) => void }) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  return (
    <DataTable
      label={t('list')}
      rows={entries}
      rowKey={({ sequence }) => String(sequence)}
      columns={[
        { key: 'time', head: t('time'), cell: ({ at }) => formatDateTime(at) },
        { key: 'actor', head: t('actor'), words: true, cell: words.actor },
        { key: 'action', head: t('action'), words: true, cell: ({ actionName }) => actionName },
        { key: 'subject', head: t('subject'), words: true, cell: words.subject },
        { key: 'region', head: t('region'), words: true, cell: ({ region }) => (region === null ? t('wholeInstallation') : (region.at(-1) ?? t('none'))) },
        { key: 'reason', head: t('reason'), words: true, cell: ({ reason }) => <span className={styles.reason}>{reason ?? t('none')}</span> },
        {
          key: 'more',
          head: t('more'),
          cell: (entry) => (
            <Button variant="quiet" small aria-label={t('moreOf', { sequence: entry.sequence })} onClick={() => onShow(entry)}>
              {t('more')}
            </Button>
          ),
        },
      ]}
    />
  );
}
