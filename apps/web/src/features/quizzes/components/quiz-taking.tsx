import { isAnswered } from '@xuexi/domain';
import { Button, ProblemNotice } from '@xuexi/ui';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

import { QuestionInput } from '../../../components/question/question-input';
import { browserStore } from '../../../lib/storage';

import { type QuizAttempt, saveAnswers, useReadAgain, useSubmitAttempt } from '../api/quiz';
import { AnswerSaver } from '../taking/answer-saver';
import { AnswerStore } from '../taking/answer-store';
import { useSecondsLeft } from '../taking/use-seconds-left';
import { useStrings } from '../use-strings';

import { QuestionMap } from './question-map';
import { SaveLine } from './save-line';
import { SubmitDialog } from './submit-dialog';
import { TimeLeft } from './time-left';

import styles from './quiz-taking.module.css';

/** Answering an attempt: one question at a time, every answer kept as it is given. */
export function QuizTaking({ attempt, personId }: { attempt: QuizAttempt; personId: string }) {
  const t = useStrings();
  const [saver] = useState(() => new AnswerSaver({ attempt, personId, store: new AnswerStore(browserStore), send: (body) => saveAnswers(attempt.id, body) }));
  const { answers, state } = useSyncExternalStore(saver.subscribe, saver.read);
  const [index, setIndex] = useState(() => Math.max(0, attempt.questions.findIndex(({ questionId }) => !isAnswered(answers[questionId]))));
  const [asking, setAsking] = useState(false);
  const submit = useSubmitAttempt(attempt);
  const readAgain = useReadAgain(attempt);
  const secondsLeft = useSecondsLeft(attempt.secondsLeft);
  const heading = useRef<HTMLHeadingElement>(null);
  const { questions } = attempt;
  const total = questions.length;
  const answered = questions.map(({ questionId }) => isAnswered(answers[questionId]));
  const question = questions[index]!;

  useEffect(() => saver.begin(), [saver]);
  const hand = () => submit.mutate(saver.unsaved(), { onSuccess: () => saver.forget() });
  const over = secondsLeft === 0 || state === 'ended';
  const handed = useRef(false);
  useEffect(() => {
    if (!over || handed.current) return;
    handed.current = true;
    if (state === 'ended') readAgain();
    else hand();
  });
  const go = (to: number) => {
    setIndex(to);
    heading.current?.focus();
  };
  const stay = (at = index) => {
    setAsking(false);
    setIndex(at);
  };
  return (
    <div className={styles.taking}>
      <div className={styles.top}>
        <h1>{attempt.title}</h1>
        <TimeLeft seconds={secondsLeft} />
      </div>
      <div className={styles.columns}>
        <section className={styles.sheet}>
          <h2 ref={heading} tabIndex={-1}>
            {t('taking.place', { number: index + 1, total })} · {t('taking.points', { points: question.points })}
          </h2>
          <QuestionInput key={question.questionId} question={question} answer={answers[question.questionId]} onAnswer={(answer) => saver.change(question.questionId, answer)} />
          <div className={styles.ways}>
            <Button variant="secondary" disabled={index === 0} onClick={() => go(index - 1)}>
              {t('taking.previous')}
            </Button>
            {index < total - 1 ? <Button onClick={() => go(index + 1)}>{t('taking.next')}</Button> : <Button onClick={() => setAsking(true)}>{t('taking.submit')}</Button>}
          </div>
          <SaveLine state={state} onReload={() => location.reload()} />
        </section>
        <QuestionMap answered={answered} current={index} onGo={go} onSubmit={() => setAsking(true)} />
      </div>
      {!asking && <ProblemNotice error={submit.error} onRetry={hand} />}
      <SubmitDialog open={asking} left={answered.flatMap((each, i) => (each ? [] : [i]))} total={total} submit={submit} onSubmit={hand} onStay={stay} />
    </div>
  );
}
