import { Button, LinkButton } from '@xuexi/ui';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';

import { type QuizCardData, useStartAttempt } from '../api/quiz';
import { attemptPath } from '../quiz-paths';
import { useStrings } from '../use-strings';

import { StartDialog } from './start-dialog';

import styles from './quiz-start.module.css';

/** The way into the next attempt, with how many are left today; or why there is none. */
export function QuizStart({ quiz }: { quiz: QuizCardData }) {
  const t = useStrings();
  const navigate = useNavigate();
  const start = useStartAttempt(quiz.courseId);
  const [asking, setAsking] = useState(false);
  if (!quiz.enrolled) return <p className={styles.none}>{t('card.join')}</p>;
  if (quiz.openAttemptId !== null) {
    return (
      <div className={styles.start}>
        <LinkButton as={Link} to={attemptPath(quiz.courseId, quiz.openAttemptId)}>
          {t('card.goOn')}
        </LinkButton>
        <span>{t('card.open')}</span>
      </div>
    );
  }
  const again = quiz.attempts.length > 0 ? 'card.again' : 'card.start';
  const begin = () => start.mutate(undefined, { onSuccess: ({ id }) => void navigate(attemptPath(quiz.courseId, id)) });
  const values = { count: quiz.attemptsPerDate, left: quiz.attemptsLeft };
  if (quiz.attemptsLeft === 0) return <p className={styles.none}>{t('card.used', values)}</p>;
  return (
    <>
      <div className={styles.start}>
        <Button variant={quiz.passed ? 'secondary' : 'primary'} onClick={() => setAsking(true)}>
          {t(again)}
        </Button>
        <span>{t('card.attempts', values)}</span>
      </div>
      <StartDialog open={asking} quiz={quiz} action={t(again)} start={start} onStart={begin} onDismiss={() => setAsking(false)} />
    </>
  );
}
