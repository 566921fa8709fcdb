import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { EmptyState, formatCount, formatDateTime, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { LinkButton } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';

import { ImportState } from './import-state';
import styles from './imports.module.css';
import { NewImportForm } from './new-import-form';
import { IMPORTS_A_PAGE, useImportKinds, useImports } from './use-imports';

/** 批量导入: a table is chosen and uploaded here; below, the imports so far. */
export function ImportsPage() {
  const { t } = useTranslation('imports');
  const kinds = useImportKinds();
  return (
    <>
      <PageHead path={useScopePath('residents.import')} title={t('title')} lead={t('lead')} />
      <Panel title={t('new.title')}>
        <Answer query={kinds} skeleton={<Loading><SkeletonText lines={5} /></Loading>}>
          {(items) => <NewImportForm kinds={items} />}
        </Answer>
      </Panel>
      <History />
    </>
  );
}

function History() {
  const { t } = useTranslation('imports');
  const [params] = useSearchParams();
  const page = Math.max(1, Number(params.get('page')) || 1);
  const imports = useImports(page);
  return (
    <Answer query={imports} skeleton={<Loading><SkeletonText lines={6} /></Loading>}>
      {({ items, total }) =>
        total === 0 ? (
          <EmptyState title={t('history.empty')}>{t('history.emptyDetail')}</EmptyState>
        ) : (
          <Panel title={t('history.title')}>
            <DataTable
              label={t('history.title')}
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                { key: 'file', head: t('history.file'), words: true, cell: ({ id, fileName }) => <Link className={styles.file} to={`/imports/${id}`}>{fileName}</Link> },
                { key: 'kind', head: t('history.kind'), words: true, cell: ({ kind }) => t(`kinds.${kind}.name`) },
                { key: 'state', head: t('history.state'), words: true, cell: ({ state }) => <ImportState state={state} /> },
                { key: 'rows', head: t('history.rows'), cell: ({ totalRows }) => formatCount(totalRows) },
                { key: 'faulty', head: t('history.faulty'), cell: ({ faultyRows }) => formatCount(faultyRows) },
                { key: 'region', head: t('history.region'), words: true, cell: ({ region }) => region?.names.at(-1) ?? t('wholeInstallation') },
                { key: 'by', head: t('history.by'), words: true, cell: ({ startedBy }) => startedBy },
                { key: 'at', head: t('history.at'), cell: ({ createdAt }) => formatDateTime(createdAt) },
              ]}
            />
            {total > IMPORTS_A_PAGE && (
              <nav className={styles.pager} aria-label={t('history.pager')}>
                <span>{t('history.standing', { total: formatCount(total), page, pages: Math.ceil(total / IMPORTS_A_PAGE) })}</span>
                {page > 1 && <LinkButton small variant="secondary" to={`/imports?page=${page - 1}`}>{t('previous')}</LinkButton>}
                {page * IMPORTS_A_PAGE < total && <LinkButton small variant="secondary" to={`/imports?page=${page + 1}`}>{t('next')}</LinkButton>}
              </nav>
            )}
          </Panel>
        )
      }
    </Answer>
  );
}
