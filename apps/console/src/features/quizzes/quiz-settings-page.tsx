import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { EmptyState, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button } from '../../components/controls';

import { QuizPage } from './quiz-page';
import { QuizSettingsForm } from './quiz-settings-form';
import { type QuizSettings, useQuiz } from './use-quiz';

/** 测验: how papers are drawn from the bank, and how long they may take. */
export function QuizSettingsPage() {
  const { t } = useTranslation('quizzes');
  const { courseId = '' } = useParams();
  const quiz = useQuiz(courseId);
  const [begun, setBegun] = useState(false);
  return (
    <QuizPage courseId={courseId} title={t('quiz.title')} lead={t('redraft')}>
      {(course) => (
        <Answer query={quiz} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
          {({ settings, bank }) =>
            settings === null && !begun ? (
              <EmptyState title={t('quiz.none')} action={course.editable ? <Button onClick={() => setBegun(true)}>{t('quiz.begin')}</Button> : undefined}>
                {t('quiz.noneDetail')}
              </EmptyState>
            ) : (
              <QuizSettingsForm key={settings === null ? 'new' : 'kept'} courseId={courseId} begin={settings ?? newSettings(course.title)} kept={settings !== null} bank={bank} editable={course.editable} onRemoved={() => setBegun(false)} />
            )
          }
        </Answer>
      )}
    </QuizPage>
  );
}

function newSettings(course: string): QuizSettings {
  return { title: `${course}测验`, draws: [{ tag: null, difficulty: null, count: 5, points: 20 }], minutes: null, shuffleQuestions: true, shuffleOptions: true, required: true };
}
