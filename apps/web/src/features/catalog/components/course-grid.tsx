import { Loading, Skeleton, SkeletonText } from '@xuexi/ui';
import clsx from 'clsx';

import type { CourseCardData } from '../api/get-courses';

import { CourseCard } from './course-card';

import styles from './course-grid.module.css';

interface CourseGridProps {
  /** Undefined while they are being fetched. */
  courses: readonly CourseCardData[] | undefined;
  /** How many places are kept while they are being fetched. */
  expected?: number;
  /** On a phone, one row to be pushed sideways instead of a column. */
  rail?: boolean;
}

/** Courses side by side. */
export function CourseGrid({ courses, expected = 8, rail = false }: CourseGridProps) {
  const layout = clsx(styles.grid, rail && styles.rail);
  if (courses === undefined) {
    return (
      <Loading className={layout}>
        {Array.from({ length: expected }, (_, index) => (
          <div key={index} className={styles.coming}>
            <Skeleton className={styles.cover} />
            <SkeletonText />
          </div>
        ))}
      </Loading>
    );
  }
  return (
    <ul className={layout}>
      {courses.map((course) => (
        <li key={course.id}>
          <CourseCard course={course} />
        </li>
      ))}
    </ul>
  );
}
