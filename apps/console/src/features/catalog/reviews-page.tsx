import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';

import { EmptyState, formatDateTime, Loading, Notice, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { DataTable } from '../../components/data-table';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';
import { waited } from '../../lib/figures';

import { useReviews } from './use-reviews';
import type { TaughtCourse } from './use-teaching';

/** What the review page leaves behind when a decision has been made. */
export interface Decided {
  title: string;
  state: 'published' | 'returned';
}

/** 审核: the courses that wait, the longest waiting first. */
export function ReviewsPage() {
  const { t } = useTranslation('catalog');
  const scope = useScopePath('course.review');
  const reviews = useReviews();
  const decided = (useLocation().state as { decided?: Decided } | null)?.decided;
  return (
    <>
      <PageHead path={scope} title={t('reviews.title')} lead={t('reviews.lead')} />
      {decided !== undefined && (
        <Notice tone="done" role="status">
          {t(`review.done.${decided.state}`, { title: decided.title })}
        </Notice>
      )}
      <Answer query={reviews} skeleton={<Loading><SkeletonText lines={6} /></Loading>}>
        {(courses) => (courses.length === 0 ? <EmptyState title={t('reviews.empty')}>{t('reviews.emptyDetail')}</EmptyState> : <Waiting courses={courses} />)}
      </Answer>
    </>
  );
}

function Waiting({ courses }: { courses: readonly TaughtCourse[] }) {
  const { t } = useTranslation('catalog');
  const { t: common } = useTranslation('common');
  const now = Date.now();
  return (
    <Panel title={t('reviews.list')}>
      <DataTable
        label={t('reviews.list')}
        rows={courses}
        rowKey={({ id }) => id}
        columns={[
          { key: 'course', head: t('reviews.course'), cell: ({ id, title }) => <Link to={`/reviews/${id}`}>{title}</Link> },
          { key: 'category', head: t('reviews.category'), words: true, cell: ({ category }) => category.name },
          { key: 'instructor', head: t('reviews.instructor'), words: true, cell: ({ instructorName }) => instructorName },
          {
            key: 'kind',
            head: t('reviews.kind'),
            words: true,
            cell: ({ publishedVersion }) => (publishedVersion === null ? t('reviews.first') : t('reviews.update', { version: publishedVersion })),
          },
          { key: 'lessons', head: t('reviews.lessons'), cell: ({ lessonCount }) => lessonCount },
          { key: 'submitted', head: t('reviews.submitted'), cell: ({ submittedAt }) => submittedAt && formatDateTime(submittedAt) },
          {
            key: 'waited',
            head: t('reviews.waited'),
            cell: ({ submittedAt }) => {
              if (submittedAt === null) return null;
              const { unit, count } = waited(submittedAt, now);
              return common(`waited.${unit}`, { count });
            },
          },
        ]}
      />
    </Panel>
  );
}
