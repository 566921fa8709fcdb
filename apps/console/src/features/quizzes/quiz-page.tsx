import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Loading, Notice, SkeletonText } from '@xuexi/ui';

import type { Api } from '@xuexi/api-client';

import { Answer } from '../../components/answer';
import { CourseTabs } from '../../components/course-tabs';
import { PageHead } from '../../components/page-head';
import { useScopePath } from '../../components/use-scope-path';

import { useCourse } from './use-bank';

export interface QuizPageProps {
  courseId: string;
  title: string;
  lead?: string;
  actions?: ReactNode;
  children: (course: Api['TaughtCourseDetail']) => ReactNode;
}

/** The frame of the pages of a course's questions: its title, the tabs of the editor, and why nothing can be changed. */
export function QuizPage({ courseId, title, lead, actions, children }: QuizPageProps) {
  const { t } = useTranslation('quizzes');
  const { t: ofCatalog } = useTranslation('catalog');
  const scope = useScopePath('quizzes.write');
  const course = useCourse(courseId);
  return (
    <>
      <PageHead
        path={[...scope, { name: ofCatalog('courses.title'), to: '/courses' }, { name: course.data?.title ?? '', to: `/courses/${courseId}` }]}
        title={title}
        lead={lead}
        actions={course.data?.editable ? actions : undefined}
      />
      <CourseTabs courseId={courseId} />
      <Answer query={course} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {(data) => (
          <>
            {!data.editable && <Notice tone="wait">{t('inReview')}</Notice>}
            {children(data)}
          </>
        )}
      </Answer>
    </>
  );
}
