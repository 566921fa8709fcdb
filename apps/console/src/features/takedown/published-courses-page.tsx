import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { EmptyState, Field, formatCount, formatDateTime, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button, LinkButton, TextInput } from '../../components/controls';
import { DataTable } from '../../components/data-table';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';

import styles from './takedown.module.css';
import { COURSES_A_PAGE, type PublishedCourse, usePublishedCourses } from './use-takedown';

/** 已发布课程: what learners of one's regions can open. */
export function PublishedCoursesPage() {
  const { t } = useTranslation('takedown');
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? undefined;
  const page = Math.max(1, Number(params.get('page')) || 1);
  const courses = usePublishedCourses({ q, page });
  return (
    <>
      <PageHead path={useScopePath('media.take_down')} title={t('title')} lead={t('lead')} />
      <Search q={q} onSearch={(words) => setParams(words === '' ? {} : { q: words })} />
      <Answer query={courses} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={t('empty')}>{t('emptyDetail')}</EmptyState>
          ) : (
            <Panel title={t('list')}>
              <Courses courses={items} />
              {total > COURSES_A_PAGE && <Pages page={page} total={total} linkTo={(to) => `/published-courses?${new URLSearchParams({ ...(q !== undefined && { q }), page: String(to) })}`} />}
            </Panel>
          )
        }
      </Answer>
    </>
  );
}

function Search({ q, onSearch }: { q: string | undefined; onSearch: (words: string) => void }) {
  const { t } = useTranslation('takedown');
  const [text, setText] = useState(q ?? '');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSearch(text.trim());
  };
  return (
    <form role="search" className={styles.filters} onSubmit={submit}>
      <Field label={t('search')}>
        <TextInput type="search" value={text} maxLength={50} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Button type="submit" variant="secondary">
        {t('find')}
      </Button>
    </form>
  );
}

function Courses({ courses }: { courses: readonly PublishedCourse[] }) {
  const { t } = useTranslation('takedown');
  return (
    <DataTable
      label={t('list')}
      rows={courses}
      rowKey={({ id }) => id}
      columns={[
        { key: 'course', head: t('list'), words: true, cell: ({ id, title }) => <Link to={`/published-courses/${id}`}>{title}</Link> },
        { key: 'instructor', head: t('instructor'), words: true, cell: ({ instructorName }) => instructorName },
        { key: 'region', head: t('region'), words: true, cell: ({ regionName }) => regionName ?? t('none') },
        { key: 'lessons', head: t('lessons'), cell: ({ lessonCount }) => formatCount(lessonCount) },
        { key: 'takenDown', head: t('takenDown'), cell: ({ takenDown, withdrawn }) => (withdrawn === null ? formatCount(takenDown) : t('wholeDown')) },
        { key: 'published', head: t('published'), cell: ({ publishedAt }) => formatDateTime(publishedAt) },
      ]}
    />
  );
}

function Pages({ page, total, linkTo }: { page: number; total: number; linkTo: (page: number) => string }) {
  const { t } = useTranslation('takedown');
  const pages = Math.ceil(total / COURSES_A_PAGE);
  return (
    <nav className={styles.pager} aria-label={t('pager')}>
      <span>{t('standing', { total: formatCount(total), page, pages })}</span>
      {page > 1 && (
        <LinkButton small variant="secondary" to={linkTo(page - 1)}>
          {t('previous')}
        </LinkButton>
      )}
      {page < pages && (
        <LinkButton small variant="secondary" to={linkTo(page + 1)}>
          {t('next')}
        </LinkButton>
      )}
    </nav>
  );
}
