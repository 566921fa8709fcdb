import { Card, ProblemNotice, Tag, TextLink } from '@xuexi/ui';
import { Link } from 'react-router';

import { type QuizCardData, useQuiz } from '../api/quiz';
import { attemptPath } from '../quiz-paths';
import { useStrings } from '../use-strings';

import { QuizStart } from './quiz-start';

import styles from './quiz-card.module.css';

/** The quiz of a course: what it takes, what it earns, how often it may be tried today. Nothing where there is none. */
export function QuizCard({ courseId, guest }: { courseId: string; guest: boolean }) {
  const t = useStrings();
  const quiz = useQuiz(courseId, !guest);
  if (quiz.isLoadingError) return <ProblemNotice error={quiz.error} onRetry={() => void quiz.refetch()} />;
  if (!quiz.data) return null;
  return (
    <Card as="section" className={styles.card} aria-labelledby="quiz">
      <div className={styles.head}>
        <h2 id="quiz">{t('card.heading')}</h2>
        {quiz.data.passed && <Tag tone="bamboo">{t('card.attemptPassed')}</Tag>}
      </div>
      <Facts quiz={quiz.data} />
      <QuizStart quiz={quiz.data} />
      {quiz.data.attempts.length > 0 && <Attempts quiz={quiz.data} />}
    </Card>
  );
}

function Facts({ quiz }: { quiz: QuizCardData }) {
  const t = useStrings();
  return (
    <div className={styles.facts}>
      <p className={styles.title}>{quiz.title}</p>
      <p>
        {t('card.facts', { questions: quiz.questions, maxPoints: quiz.maxPoints, passPoints: quiz.passPoints })} · {quiz.minutes === null ? t('card.noLimit') : t('card.minutes', { minutes: quiz.minutes })}
      </p>
      <p>{useWorth(quiz)}</p>
      {quiz.provisional && !quiz.earned && quiz.units > 0 && <p>{t('card.provisional')}</p>}
      {quiz.required && !quiz.passed && <p>{t('card.required')}</p>}
    </div>
  );
}

/** What the quiz has earned, or what it would. */
function useWorth({ corrected, earned, passed, units, credits }: QuizCardData): string {
  const t = useStrings();
  if (corrected) return t('card.corrected');
  if (earned) return t('card.earned');
  if (passed) return t('card.passed');
  return units > 0 ? t('card.worth', { credits }) : t('card.noWorth');
}

function Attempts({ quiz: { courseId, attempts } }: { quiz: QuizCardData }) {
  const t = useStrings();
  const stateOf = ({ state, passed }: QuizCardData['attempts'][number]) =>
    state === 'open' ? t('card.attemptOpen') : state === 'marking' ? t('card.attemptMarking') : t(passed ? 'card.attemptPassed' : 'card.attemptFailed');
  return (
    <details className={styles.before}>
      <summary>{t('card.before')}</summary>
      <ul>
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <span>
              {[t('card.attempt', { number: attempt.number }), ...(attempt.points === null ? [] : [t('card.attemptPoints', { points: attempt.points })]), stateOf(attempt)].join(' · ')}
            </span>
            {attempt.state !== 'open' && (
              <TextLink as={Link} to={attemptPath(courseId, attempt.id)}>
                {t('card.see')}
              </TextLink>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
