import { LoadingMark, TextLink } from '@xuexi/ui';
import { Link } from 'react-router';

import { useCourses } from '../../features/catalog/api/get-courses';
import { CategoryGrid } from '../../features/catalog/components/category-grid';
import { CourseGrid } from '../../features/catalog/components/course-grid';
import { ClaimRequests } from '../../features/claims/components/claim-requests';
import { YearCard } from '../../features/credits/components/year-card';
import { Welcome } from '../../features/home/components/welcome';
import { useStrings } from '../../features/home/use-strings';
import { ResumeCard } from '../../features/learning/components/resume-card';
import { useDocumentTitle } from '../../lib/document-title';
import { useMe } from '../../lib/session';

import styles from './home-page.module.css';

const COURSES = 8;

/** Home: a guest's way in, or a learner's year and the lesson to go on with; then what there is to learn. */
export function HomePage() {
  const t = useStrings();
  const courses = useCourses({ pageSize: COURSES });
  useDocumentTitle('');
  return (
    <>
      <Top />
      <CategoryGrid />
      {(courses.data?.items.length ?? 1) > 0 && (
        <section>
          <div className={styles.section}>
            <h2>{t('popular')}</h2>
            <TextLink as={Link} to="/courses">
              {t('toMarket')}
            </TextLink>
          </div>
          {!courses.isLoadingError && <CourseGrid courses={courses.data?.items} expected={COURSES} rail />}
        </section>
      )}
    </>
  );
}

function Top() {
  const me = useMe();
  if (me === undefined) return <LoadingMark />;
  if (me === null) return <Welcome />;
  return (
    <>
      <ClaimRequests />
      <section className={styles.hero}>
        <YearCard me={me} />
        <ResumeCard />
      </section>
    </>
  );
}
