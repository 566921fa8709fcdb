import { EmptyState, LinkButton, PageTitle, ProblemNotice, TextLink } from '@xuexi/ui';
import { Link, useSearchParams } from 'react-router';

import { SearchBox } from '../../components/search-box';
import { useCourses } from '../../features/catalog/api/get-courses';
import { CategoryFilter } from '../../features/catalog/components/category-filter';
import { CourseGrid } from '../../features/catalog/components/course-grid';
import { useStrings } from '../../features/catalog/use-strings';
import { useDocumentTitle } from '../../lib/document-title';

import styles from './catalog-page.module.css';

const PAGE_SIZE = 24;

/** 学习超市: every published course, by category and by words. What is asked stands in the address. */
export default function CatalogPage() {
  const t = useStrings();
  const [params] = useSearchParams();
  const category = params.get('category') ?? undefined;
  const q = params.get('q') ?? undefined;
  const page = Math.max(1, Number(params.get('page')) || 1);
  const courses = useCourses({ category, q, page, pageSize: PAGE_SIZE });
  const pages = Math.max(1, Math.ceil((courses.data?.total ?? 0) / PAGE_SIZE));
  const pathTo = (asked: { category?: string; q?: string; page?: number }) => {
    const query = new URLSearchParams(Object.entries(asked).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])));
    return query.size === 0 ? '/courses' : `/courses?${query.toString()}`;
  };
  useDocumentTitle(t('title'));
  return (
    <>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <div className={styles.ask}>
        <SearchBox className={styles.search} label={t('search')} placeholder={t('searchHint')} />
        <CategoryFilter className={styles.categories} current={category} pathTo={(code) => pathTo({ category: code, q })} />
      </div>
      <section className={styles.found} aria-labelledby="courses">
        <h2 id="courses" className="unseen">
          {t('results')}
        </h2>
        {courses.data !== undefined && (
          <p role="status">{q === undefined ? t('found', { total: courses.data.total }) : t('foundFor', { q, total: courses.data.total })}</p>
        )}
        {courses.isLoadingError && <ProblemNotice error={courses.error} onRetry={() => void courses.refetch()} />}
        {courses.data?.total === 0 ? (
          <EmptyState
            title={t('noneTitle')}
            action={
              <LinkButton as={Link} to="/courses" variant="secondary">
                {t('showAll')}
              </LinkButton>
            }
          >
            {t('noneText')}
          </EmptyState>
        ) : (
          !courses.isLoadingError && <CourseGrid courses={courses.data?.items} />
        )}
        {pages > 1 && (
          <nav className={styles.pages} aria-label={t('page', { page, pages })}>
            {page > 1 && (
              <TextLink as={Link} to={pathTo({ category, q, page: page - 1 })}>
                {t('previous')}
              </TextLink>
            )}
            <span>{t('page', { page, pages })}</span>
            {page < pages && (
              <TextLink as={Link} to={pathTo({ category, q, page: page + 1 })}>
                {t('next')}
              </TextLink>
            )}
          </nav>
        )}
      </section>
    </>
  );
}
