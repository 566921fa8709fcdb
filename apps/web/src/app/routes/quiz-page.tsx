import { Loading, ProblemNotice, SkeletonText, TextLink } from '@xuexi/ui';
import { Link, useParams } from 'react-router';

import { useAttempt } from '../../features/quizzes/api/quiz';
import { AttemptResult } from '../../features/quizzes/components/attempt-result';
import { QuizTaking } from '../../features/quizzes/components/quiz-taking';
import { useStrings } from '../../features/quizzes/use-strings';
import { useDocumentTitle } from '../../lib/document-title';
import { useMe } from '../../lib/session';

import styles from './wide-page.module.css';

/** An attempt at a quiz: its questions while it is answered, its result once it is over. */
export default function QuizPage() {
  const t = useStrings();
  const { courseId = '', attemptId = '' } = useParams();
  const me = useMe();
  const attempt = useAttempt(attemptId);
  useDocumentTitle(attempt.data?.title);
  return (
    <div className={styles.page}>
      <TextLink as={Link} to={`/courses/${courseId}`}>
        {t('taking.back')}
      </TextLink>
      {attempt.isLoadingError && <ProblemNotice error={attempt.error} onRetry={() => void attempt.refetch()} />}
      {attempt.isPending && (
        <Loading>
          <SkeletonText lines={6} />
        </Loading>
      )}
      {attempt.data && me && (attempt.data.state === 'open' ? <QuizTaking key={attempt.data.id} attempt={attempt.data} personId={me.person.id} /> : <AttemptResult attempt={attempt.data} />)}
    </div>
  );
}
