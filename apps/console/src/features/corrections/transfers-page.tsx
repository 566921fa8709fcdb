import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { EmptyState, formatDateTime, Loading, PillLink, Pills, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { type Column, DataTable } from '../../components/data-table';
import { PageHead } from '../../components/page-head';
import { Pager } from '../../components/pager';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';
import { useSignedIn } from '../../lib/session';

import styles from './corrections.module.css';
import { Issuers } from './issuers';
import { A_PAGE } from './use-corrections';
import { type Transfer, useTransfers } from './use-transfers';

const PARTS = ['records', 'issuers'] as const;

/** 转入学分: what was taken over from other platforms, and for those who answer for it the platforms. */
export function TransfersPage() {
  const { t } = useTranslation('corrections');
  const manages = useSignedIn().permissions.includes('transfers.manage');
  const [params] = useSearchParams();
  const part = manages && params.get('part') === 'issuers' ? 'issuers' : 'records';
  return (
    <>
      <PageHead path={useScopePath('credits.correct')} title={t('transfers.title')} lead={t('transfers.lead')} />
      {manages && (
        <Pills aria-label={t('parts')}>
          {PARTS.map((one) => (
            <PillLink key={one} as={Link} to={`/transfers?part=${one}`} current={one === part}>
              {t(`transfers.part.${one}`)}
            </PillLink>
          ))}
        </Pills>
      )}
      {part === 'issuers' ? <Issuers /> : <Records page={Math.max(1, Number(params.get('page')) || 1)} />}
    </>
  );
}

function Records({ page }: { page: number }) {
  const { t } = useTranslation('corrections');
  const transfers = useTransfers(page);
  return (
    <Answer query={transfers} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
      {({ items, total }) =>
        items.length === 0 ? (
          <EmptyState title={t('transfers.none')}>{t('transfers.noneDetail')}</EmptyState>
        ) : (
          <Panel title={t('transfers.part.records')}>
            <TransferTable transfers={items} />
            <Pager page={page} pageSize={A_PAGE} total={total} standing={t('transfers.standing', { total, page, pages: Math.max(1, Math.ceil(total / A_PAGE)) })} linkTo={(to) => `/transfers?page=${to}`} />
          </Panel>
        )
      }
    </Answer>
  );
}

function TransferTable({ transfers }: { transfers: readonly Transfer[] }) {
  const { t } = useTranslation('corrections');
  const columns: Column<Transfer>[] = [
    { key: 'learner', head: t('learner'), cell: ({ name, personId }) => <Link to={`/learners/${personId}/credits`}>{name}</Link> },
    { key: 'title', head: t('transfer.about'), words: true, cell: ({ title }) => <span className={styles.long}>{title}</span> },
    { key: 'credits', head: t('credits'), cell: ({ credits, date }) => t('worth', { credits, year: date.slice(0, 4) }) },
    { key: 'date', head: t('transfer.date'), words: true, cell: ({ date }) => date },
    { key: 'issuer', head: t('transfer.issuer'), words: true, cell: ({ issuerName }) => <span className={styles.long}>{issuerName}</span> },
    { key: 'number', head: t('transfer.number'), words: true, cell: ({ id }) => <span className={styles.long}>{id}</span> },
    { key: 'recorded', head: t('transfers.recorded'), words: true, cell: ({ recordedBy, recordedAt }) => t('askedAt', { name: recordedBy, time: formatDateTime(recordedAt) }) },
  ];
  return <DataTable label={t('transfers.part.records')} columns={columns} rows={transfers} rowKey={({ entryId }) => entryId} />;
}
