import { useId } from 'react';

import type { AskedQuestion } from './question-input';
import styles from './question.module.css';

interface ChoiceInputProps {
  question: AskedQuestion;
  options: readonly { id: string; text: string }[];
  /** More than one may be chosen. */
  several?: boolean;
  hint?: string;
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** Options to choose from: the browser's own radio buttons or check boxes, each as large as a line. */
export function ChoiceInput({ question, options, several = false, hint, chosen, onChoose }: ChoiceInputProps) {
  const name = useId();
  const toggle = (id: string, on: boolean) => {
    if (!several) onChoose([id]);
    else onChoose(options.map((option) => option.id).filter((each) => (each === id ? on : chosen.includes(each))));
  };
  return (
    <fieldset className={styles.question}>
      <legend>{question.stem}</legend>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {options.map(({ id, text }) => (
        <label key={id} className={styles.option}>
          <input type={several ? 'checkbox' : 'radio'} name={name} checked={chosen.includes(id)} onChange={(event) => toggle(id, event.target.checked)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
