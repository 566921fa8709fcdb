import { isAnswered } from '@xuexi/domain';
import { Tag, type Tone } from '@xuexi/ui';

import { useAnswerText } from '../../../components/question/use-answer-text';

import type { QuizAttempt } from '../api/quiz';
import { useStrings } from '../use-strings';

import styles from './attempt-result.module.css';

type Review = NonNullable<QuizAttempt['review']>;

/** Every question of an attempt that is over: what was answered, what is right, and why. */
export function AttemptReview({ attempt: { questions, answers }, review }: { attempt: QuizAttempt; review: Review }) {
  return (
    <ol className={styles.questions}>
      {questions.map((question, i) => (
        <li key={question.questionId}>
          <Reviewed number={i + 1} question={question} answer={answers[question.questionId]} review={review[i]!} />
        </li>
      ))}
    </ol>
  );
}

interface ReviewedProps {
  number: number;
  question: QuizAttempt['questions'][number];
  answer: QuizAttempt['answers'][string] | undefined;
  review: Review[number];
}

function Reviewed({ number, question, answer, review }: ReviewedProps) {
  const t = useStrings();
  const textOf = useAnswerText();
  const facts: [string, string][] = [[t('result.own'), textOf(question, answer)]];
  if (review.rightAnswer && review.points !== question.points) facts.push([t('result.answer'), textOf(question, review.rightAnswer)]);
  if (review.explanation !== '') facts.push([t('result.explanation'), review.explanation]);
  if (review.remark !== null) facts.push([t('result.remark'), review.remark]);
  const [tone, word] = useVerdict(isAnswered(answer), review.points, question.points);
  return (
    <>
      <div className={styles.stem}>
        <i>{number}</i>
        <p>{question.stem}</p>
        <Tag tone={tone}>{word}</Tag>
      </div>
      <dl>
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function useVerdict(answered: boolean, points: number | null, of: number): [Tone, string] {
  const t = useStrings();
  if (!answered) return ['neutral', t('result.unanswered')];
  if (points === null) return ['ochre', t('result.waiting')];
  if (points === of) return ['bamboo', t('result.right')];
  return points === 0 ? ['cinnabar', t('result.wrong')] : ['ochre', t('result.part', { points })];
}
