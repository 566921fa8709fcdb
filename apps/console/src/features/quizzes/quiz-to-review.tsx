import { useTranslation } from 'react-i18next';

import { DIFFICULTY_NAMES, drawName, pointsIn, QUESTION_KIND_NAMES, questionsIn, type QuestionContent } from '@xuexi/domain';
import { Loading, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Panel } from '../../components/panel';

import { QuestionPreview } from './question-preview';
import styles from './quizzes.module.css';
import { useAnswerText } from './use-answer-text';
import { type QuizSettings, useReviewedQuiz } from './use-quiz';

/** What a course asks, before its reviewer: every question with its right answer. */
export function QuizToReview({ courseId }: { courseId: string }) {
  const { t } = useTranslation('quizzes');
  const quiz = useReviewedQuiz(courseId);
  return (
    <Panel title={t('review.title')}>
      <Answer query={quiz} skeleton={<Loading><SkeletonText lines={4} /></Loading>}>
        {({ settings, questions, checkpoints }) => (
          <div className={styles.form}>
            {settings === null && checkpoints.length === 0 && <p className={styles.faint}>{t('review.none')}</p>}
            {settings !== null && <Settings settings={settings} />}
            {checkpoints.length > 0 && <p>{t('review.askedAt', { count: checkpoints.length })}</p>}
            {questions.length > 0 && (
              <details>
                <summary>{t('review.questions', { count: questions.length })}</summary>
                <ol className={styles.questions}>
                  {questions.map(({ id, kind, content, difficulty, tags }) => (
                    <li key={id}>
                      <div className={styles.about}>
                        <Tag tone="cobalt">{QUESTION_KIND_NAMES[kind]}</Tag>
                        <span>{DIFFICULTY_NAMES[difficulty]}</span>
                        {tags.map((tag) => (
                          <span key={tag}>{tag}</span>
                        ))}
                      </div>
                      <QuestionPreview content={content} />
                      <Solution content={content} />
                    </li>
                  ))}
                </ol>
              </details>
            )}
          </div>
        )}
      </Answer>
    </Panel>
  );
}

function Settings({ settings }: { settings: QuizSettings }) {
  const { t } = useTranslation('quizzes');
  const { title, draws, minutes, required } = settings;
  return (
    <>
      <p>{t('review.settings', { title, questions: questionsIn(draws), points: pointsIn(draws), minutes: minutes === null ? t('review.unlimited') : t('review.minutes', { count: minutes }) })}</p>
      <ul className={styles.plain}>
        {draws.map((draw, i) => (
          <li key={i}>{t('review.draw', { name: drawName(draw), count: draw.count, points: draw.points })}</li>
        ))}
      </ul>
      <p>{t(required ? 'review.required' : 'review.optional')}</p>
    </>
  );
}

function Solution({ content }: { content: QuestionContent }) {
  const { t } = useTranslation('quizzes');
  const answer = useAnswerText(content);
  return (
    <dl className={styles.solution}>
      <dt>{t('review.answer')}</dt>
      <dd>{answer}</dd>
      {content.explanation !== '' && (
        <>
          <dt>{t('review.explanation')}</dt>
          <dd>{content.explanation}</dd>
        </>
      )}
    </dl>
  );
}
