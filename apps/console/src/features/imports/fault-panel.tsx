import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { formatCount, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button, SiteLinkButton } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';

import styles from './imports.module.css';
import { FAULTS_A_PAGE, type Import, useFaults } from './use-imports';

/** What has to be changed in a table, cell by cell, and the same as a file. */
export function FaultPanel({ run }: { run: Import }) {
  const { t } = useTranslation('imports');
  const [page, setPage] = useState(1);
  const faults = useFaults(run.id, run.state, page);
  return (
    <Panel title={t('faults.title')} aside={<SiteLinkButton variant="secondary" href={`/api/imports/${run.id}/faults.csv`}>{t('faults.download')}</SiteLinkButton>}>
      <Answer query={faults} skeleton={<Loading><SkeletonText lines={6} /></Loading>}>
        {({ items, total }) => (
          <>
            <DataTable
              label={t('faults.title')}
              rows={items}
              rowKey={({ line, cell, message }) => `${line}|${cell}|${message}`}
              columns={[
                { key: 'cell', head: t('faults.cell'), words: true, cell: ({ line, cell }) => (cell === '' ? t('faults.line', { line }) : cell) },
                { key: 'column', head: t('faults.column'), words: true, cell: ({ column }) => column || t('faults.wholeRow') },
                { key: 'message', head: t('faults.message'), words: true, cell: ({ message }) => <span className={styles.message}>{message}</span> },
              ]}
            />
            {total > FAULTS_A_PAGE && (
              <div className={styles.pager}>
                <span>{t('faults.standing', { total: formatCount(total), page, pages: Math.ceil(total / FAULTS_A_PAGE) })}</span>
                {page > 1 && <Button small variant="secondary" onClick={() => setPage(page - 1)}>{t('previous')}</Button>}
                {page * FAULTS_A_PAGE < total && <Button small variant="secondary" onClick={() => setPage(page + 1)}>{t('next')}</Button>}
              </div>
            )}
          </>
        )}
      </Answer>
    </Panel>
  );
}
