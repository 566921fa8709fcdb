import { Card, LinkButton, Notice, PageTitle, TextLink, formatCalendarDate } from '@xuexi/ui';
import { Link } from 'react-router';

import { type QuizAttempt, useQuiz } from '../api/quiz';
import { useStrings } from '../use-strings';

import { AttemptReview } from './attempt-review';
import { QuizStart } from './quiz-start';

import styles from './attempt-result.module.css';

type Result = NonNullable<QuizAttempt['result']>;

/** How an attempt ended: points, what was earned and why not, and every question with its answer. */
export function AttemptResult({ attempt }: { attempt: QuizAttempt }) {
  const t = useStrings();
  const { result, maxPoints, passPoints, courseId } = attempt;
  const title = result === null ? t('result.marking') : t(result.passed ? 'result.passed' : 'result.failed', { points: result.points });
  return (
    <div className={styles.result}>
      <PageTitle lead={`${attempt.title} · ${t('result.of', { maxPoints, passPoints })}`}>{title}</PageTitle>
      {result === null ? <Notice tone="wait">{t('result.markingText')}</Notice> : <Earned result={result} passPoints={passPoints} />}
      {result?.passed === false ? (
        <NextAttempt attempt={attempt} />
      ) : (
        <div className={styles.ways}>
          <LinkButton as={Link} to={`/courses/${courseId}`}>
            {t('result.course')}
          </LinkButton>
        </div>
      )}
      {attempt.review && (
        <section className={styles.review}>
          <h2>{t('result.review')}</h2>
          <Card padding="none">
            <AttemptReview attempt={attempt} review={attempt.review} />
          </Card>
        </section>
      )}
    </div>
  );
}

/** Whoever did not pass can try again from here. Nothing until what is left today is known, and where this attempt still counts as open in what was read before. */
function NextAttempt({ attempt: { id, courseId } }: { attempt: QuizAttempt }) {
  const { data: quiz } = useQuiz(courseId, true);
  return quiz && quiz.openAttemptId !== id ? <QuizStart quiz={quiz} /> : null;
}

function Earned({ result, passPoints }: { result: Result; passPoints: number }) {
  const t = useStrings();
  if (result.why !== null) return <Notice tone={result.passed ? 'done' : 'info'}>{t(`result.${result.why}`, { passPoints })}</Notice>;
  if (result.corrected) return <Notice tone="info">{t('result.corrected', { credits: result.earnedCredits })}</Notice>;
  return (
    <Notice
      tone={result.provisional ? 'wait' : 'done'}
      action={
        result.provisional && (
          <TextLink as={Link} to="/me/real-name">
            {t('result.verify')}
          </TextLink>
        )
      }
    >
      {t('result.earned', { credits: result.earnedCredits, date: formatCalendarDate(result.date) })}
      {result.provisional && t('result.provisional')}
    </Notice>
  );
}
