import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { EmptyState, formatCount, formatDateTime, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../../components/answer';
import { LinkButton } from '../../../components/controls';
import { DataTable } from '../../../components/data-table';
import { PageHead } from '../../../components/page-head';
import { Pager } from '../../../components/pager';
import { Panel } from '../../../components/panel';
import { useScopePath } from '../../../components/use-scope-path';

import { ATTEMPTS_A_PAGE, useWaitingAttempts } from './use-marking';

/** 批改: attempts at quizzes of one's own courses whose short answers wait. */
export function MarkingPage() {
  const { t } = useTranslation('marking');
  const [params] = useSearchParams();
  const page = Math.max(1, Number(params.get('page')) || 1);
  const attempts = useWaitingAttempts(page);
  return (
    <>
      <PageHead path={useScopePath('quizzes.mark')} title={t('title')} lead={t('lead')} />
      <Answer query={attempts} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {({ items, total }) =>
          total === 0 ? (
            <EmptyState title={t('empty')}>{t('emptyDetail')}</EmptyState>
          ) : (
            <Panel title={t('list')}>
              <DataTable
                label={t('list')}
                rows={items}
                rowKey={({ id }) => id}
                columns={[
                  { key: 'learner', head: t('learner'), words: true, cell: ({ learner }) => learner },
                  { key: 'course', head: t('course'), words: true, cell: ({ courseTitle }) => courseTitle },
                  { key: 'quiz', head: t('quiz'), words: true, cell: ({ title }) => title },
                  { key: 'number', head: t('number'), cell: ({ number }) => formatCount(number) },
                  { key: 'waiting', head: t('waiting'), cell: ({ waiting }) => formatCount(waiting) },
                  { key: 'at', head: t('submittedAt'), cell: ({ submittedAt }) => formatDateTime(submittedAt) },
                  { key: 'open', head: t('open'), acts: true, cell: ({ id }) => <LinkButton small variant="secondary" to={`/marking/${id}`}>{t('open')}</LinkButton> },
                ]}
              />
              {total > ATTEMPTS_A_PAGE && (
                <Pager page={page} pageSize={ATTEMPTS_A_PAGE} total={total} standing={t('standing', { total: formatCount(total), page, pages: Math.ceil(total / ATTEMPTS_A_PAGE) })} linkTo={(to) => `/marking?page=${to}`} />
              )}
            </Panel>
          )
        }
      </Answer>
    </>
  );
}
