import type { Api } from '@xuexi/api-client';
import { QUIZ_ANSWER_LIMITS } from '@xuexi/domain';
import { Field, TextArea, TextInput } from '@xuexi/ui';

import { ChoiceInput } from './choice-input';
import { MatchingInput } from './matching-input';
import { OrderingInput } from './ordering-input';
import styles from './question.module.css';
import { useStrings } from './use-strings';

export type AskedQuestion = Api['AskedQuestion'];
export type QuestionAnswer = Api['QuestionAnswer'];

interface QuestionInputProps {
  question: AskedQuestion;
  answer: QuestionAnswer | undefined;
  onAnswer: (answer: QuestionAnswer) => void;
}

/** What is asked, and where to answer it, by the kind of the question. Everything works by keyboard alone. */
export function QuestionInput({ question, answer, onAnswer }: QuestionInputProps) {
  const t = useStrings();
  const own = answer?.kind === question.kind ? answer : undefined;
  switch (question.kind) {
    case 'single':
      return (
        <ChoiceInput question={question} options={question.items} chosen={own?.kind === 'single' && own.chosen !== null ? [own.chosen] : []} onChoose={([chosen = null]) => onAnswer({ kind: 'single', chosen })} />
      );
    case 'multiple':
      return (
        <ChoiceInput question={question} options={question.items} several hint={t('multipleHint')} chosen={own?.kind === 'multiple' ? own.chosen : []} onChoose={(chosen) => onAnswer({ kind: 'multiple', chosen })} />
      );
    case 'true_false':
      return (
        <ChoiceInput
          question={question}
          options={[
            { id: 'true', text: t('right') },
            { id: 'false', text: t('wrong') },
          ]}
          chosen={own?.kind === 'true_false' && own.chosen !== null ? [String(own.chosen)] : []}
          onChoose={([chosen]) => onAnswer({ kind: 'true_false', chosen: chosen === undefined ? null : chosen === 'true' })}
        />
      );
    case 'fill_in':
      return <BlanksInput question={question} texts={own?.kind === 'fill_in' ? own.texts : []} onFill={(texts) => onAnswer({ kind: 'fill_in', texts })} />;
    case 'ordering':
      return <OrderingInput question={question} order={own?.kind === 'ordering' ? own.order : []} onOrder={(order) => onAnswer({ kind: 'ordering', order })} />;
    case 'matching':
      return <MatchingInput question={question} pairs={own?.kind === 'matching' ? own.pairs : []} onPair={(pairs) => onAnswer({ kind: 'matching', pairs })} />;
    case 'short':
      return (
        <fieldset className={styles.question}>
          <legend>{question.stem}</legend>
          <Field label={t('answer')} hint={t('characters', { max: QUIZ_ANSWER_LIMITS.short })}>
            <TextArea rows={6} maxLength={QUIZ_ANSWER_LIMITS.short} value={own?.kind === 'short' ? own.text : ''} onChange={(event) => onAnswer({ kind: 'short', text: event.target.value })} />
          </Field>
        </fieldset>
      );
  }
}

function BlanksInput({ question, texts, onFill }: { question: AskedQuestion; texts: readonly string[]; onFill: (texts: string[]) => void }) {
  const t = useStrings();
  const blanks = Array.from({ length: question.blanks }, (_, i) => texts[i] ?? '');
  return (
    <fieldset className={styles.question}>
      <legend>{question.stem}</legend>
      {blanks.map((text, i) => (
        <Field key={i} label={blanks.length === 1 ? t('onlyBlank') : t('blank', { number: i + 1 })}>
          <TextInput autoComplete="off" maxLength={QUIZ_ANSWER_LIMITS.blank} value={text} onChange={(event) => onFill(blanks.map((before, j) => (j === i ? event.target.value : before)))} />
        </Field>
      ))}
    </fieldset>
  );
}
