import { useTranslation } from 'react-i18next';

import { EmptyState, formatCount, Loading, ProblemNotice, SkeletonText, Tag, type Tone } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';

import styles from './statements.module.css';
import { PAGE_SIZE, type Statement, usePaper, useStatements, type Wanted } from './use-statements';

const TONES: Record<Statement['status'], Tone> = { preliminary: 'ochre', valid: 'bamboo', revoked: 'cinnabar' };

/** The statements found, each to be printed. */
export function StatementTable({ wanted, onPage }: { wanted: Wanted; onPage: (page: number) => void }) {
  const { t } = useTranslation('statements');
  const statements = useStatements(wanted);
  const paper = usePaper();
  return (
    <Panel title={t('list')}>
      <ProblemNotice error={paper.error} />
      <Answer query={statements} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {({ items, total, page }) =>
          items.length === 0 ? (
            <EmptyState title={t('none')}>{t('noneDetail')}</EmptyState>
          ) : (
            <>
              <DataTable
                label={t('list')}
                rows={items}
                rowKey={({ id }) => id}
                columns={[
                  { key: 'name', head: t('name'), words: true, cell: ({ name }) => name },
                  { key: 'number', head: t('number'), words: true, cell: ({ number }) => <span className="num">{number}</span> },
                  { key: 'version', head: t('version'), words: true, cell: ({ version, reason }) => <span title={reason ?? undefined}>{version === 0 ? t('preliminary') : t('versionOf', { version })}</span> },
                  { key: 'credits', head: t('credits'), cell: ({ credits }) => credits },
                  { key: 'result', head: t('result'), words: true, cell: ({ targetMet }) => t(targetMet ? 'targetMet' : 'targetMissed') },
                  { key: 'status', head: t('status'), words: true, cell: ({ status }) => <Tag tone={TONES[status]}>{t(`statuses.${status}`)}</Tag> },
                  { key: 'place', head: t('place'), words: true, cell: ({ place }) => (place.length === 0 ? t('noPlace') : place.slice(-2).join(' ')) },
                  {
                    key: 'pdf',
                    head: t('pdf'),
                    acts: true,
                    cell: (statement) => (
                      <Button
                        small
                        variant="secondary"
                        aria-label={t('pdfOf', { number: statement.number })}
                        busy={paper.isPending && paper.variables.id === statement.id}
                        busyLabel={t('busy')}
                        onClick={() => paper.mutate(statement)}
                      >
                        {t('pdf')}
                      </Button>
                    ),
                  },
                ]}
              />
              <Pages page={page} total={total} onPage={onPage} />
            </>
          )
        }
      </Answer>
    </Panel>
  );
}

function Pages({ page, total, onPage }: { page: number; total: number; onPage: (page: number) => void }) {
  const { t } = useTranslation('statements');
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  return (
    <nav className={styles.pager} aria-label={t('pager')}>
      <span>{t('standing', { total: formatCount(total), page, pages })}</span>
      {page > 1 && (
        <Button variant="secondary" small onClick={() => onPage(page - 1)}>
          {t('previous')}
        </Button>
      )}
      {page < pages && (
        <Button variant="secondary" small onClick={() => onPage(page + 1)}>
          {t('next')}
        </Button>
      )}
    </nav>
  );
}
