import { CourseCover, formatRoundCount } from '@xuexi/ui';
import { Link } from 'react-router';

import { creditsOf } from '../../../lib/credits';

import type { CourseCardData } from '../api/get-courses';
import { useStrings } from '../use-strings';

import { FavouriteButton } from './favourite-button';
import { RatingFact } from './stars';

import styles from './course-card.module.css';

/** A course on offer: cover, title, "12 课 · 1.60 学分 · 3.2 万人学". */
export function CourseCard({ course }: { course: CourseCardData }) {
  const t = useStrings();
  const facts = [t('lessons', { count: course.lessonCount }), t('credits', { credits: creditsOf(course.units) })];
  if (course.learners > 0) facts.push(t('learners', { learners: formatRoundCount(course.learners, '人') }));
  return (
    <div className={styles.card}>
      <Link className={styles.course} to={`/courses/${course.id}`}>
        <div className={styles.cover}>
          <CourseCover title={course.title} category={course.category.name} seed={course.id} />
        </div>
        <h3>{course.title}</h3>
        <p>
          {facts.map((fact, index) => (
            <span key={fact}>
              {fact}
              {index < facts.length - 1 && ' · '}
            </span>
          ))}
        </p>
        {course.rating && (
          <p>
            <RatingFact rating={course.rating} />
          </p>
        )}
        {course.rule !== 'open' && <p>{t(course.rule === 'invitation' ? 'byInvitation' : 'byOrganisation')}</p>}
        {course.preparing > 0 && <p className={styles.preparing}>{t('preparing', { count: course.preparing })}</p>}
      </Link>
      <div className={styles.keep}>
        <FavouriteButton courseId={course.id} title={course.title} />
      </div>
    </div>
  );
}
