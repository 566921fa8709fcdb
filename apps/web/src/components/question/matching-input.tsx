import { Field, Select } from '@xuexi/ui';

import type { AskedQuestion } from './question-input';
import styles from './question.module.css';
import { useStrings } from './use-strings';

type Pair = { left: string; right: string };

interface MatchingInputProps {
  question: AskedQuestion;
  pairs: readonly Pair[];
  onPair: (pairs: Pair[]) => void;
}

/** For each left one the right one that belongs to it, by the picker that every phone already has. */
export function MatchingInput({ question, pairs, onPair }: MatchingInputProps) {
  const t = useStrings();
  const choose = (left: string, right: string) => onPair([...pairs.filter((pair) => pair.left !== left), ...(right === '' ? [] : [{ left, right }])]);
  return (
    <fieldset className={styles.question}>
      <legend>{question.stem}</legend>
      <p className={styles.hint}>{t('matchingHint')}</p>
      {question.items.map(({ id, text }) => (
        <Field key={id} label={text}>
          <Select value={pairs.find(({ left }) => left === id)?.right ?? ''} onChange={(event) => choose(id, event.target.value)}>
            <option value="">{t('choose')}</option>
            {question.right.map((right) => (
              <option key={right.id} value={right.id}>
                {right.text}
              </option>
            ))}
          </Select>
        </Field>
      ))}
    </fieldset>
  );
}
