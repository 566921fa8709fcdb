import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { formatCount } from '@xuexi/ui';

import { Button } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { formatCreditFigure } from '../../lib/figures';

import styles from './policies.module.css';
import { type Change, useTriedPersons } from './use-policies';

/** Who would gain or lose, the most first. */
export function TriedPersons({ trialId, change }: { trialId: string; change: Change }) {
  const { t } = useTranslation('policies');
  const [page, setPage] = useState(1);
  const { data } = useTriedPersons(trialId, change, page);
  if (data === undefined) return null;
  const { items, total, pageSize } = data;
  const title = t(`persons.${change}`, { total: formatCount(total) });
  return (
    <section className={styles.persons}>
      <h3>{title}</h3>
      <DataTable
        label={title}
        rows={items}
        rowKey={({ personId }) => personId}
        columns={[
          { key: 'name', head: t('persons.name'), cell: ({ personId, name }) => <Link to={`/learners/${personId}`}>{name === '' ? t('persons.nameless') : name}</Link> },
          { key: 'before', head: t('year.before'), cell: ({ creditsBefore }) => formatCreditFigure(creditsBefore) },
          { key: 'after', head: t('year.after'), cell: ({ creditsAfter }) => formatCreditFigure(creditsAfter) },
        ]}
      />
      {total > pageSize && (
        <div className={styles.actions}>
          <Button variant="secondary" small disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t('persons.previous')}
          </Button>
          <span>{t('persons.page', { page, pages: Math.ceil(total / pageSize) })}</span>
          <Button variant="secondary" small disabled={page * pageSize >= total} onClick={() => setPage(page + 1)}>
            {t('persons.next')}
          </Button>
        </div>
      )}
    </section>
  );
}
