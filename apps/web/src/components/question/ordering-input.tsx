import { Button } from '@xuexi/ui';
import { useState } from 'react';

import type { AskedQuestion } from './question-input';
import styles from './question.module.css';
import { useStrings } from './use-strings';

interface OrderingInputProps {
  question: AskedQuestion;
  /** [] until something was moved, or the order was said to be right as it is shown. */
  order: readonly string[];
  onOrder: (order: string[]) => void;
}

/** Items that are put in order by two buttons each; no dragging, which many hands and all keyboards cannot do. */
export function OrderingInput({ question, order, onOrder }: OrderingInputProps) {
  const t = useStrings();
  const [word, setWord] = useState('');
  const [moved, setMoved] = useState(false);
  const ids = order.length > 0 ? order : question.items.map(({ id }) => id);
  const textOf = (id: string) => question.items.find((item) => item.id === id)?.text ?? '';
  const move = (from: number, to: number) => {
    const next = [...ids];
    const [id = ''] = next.splice(from, 1);
    next.splice(to, 0, id);
    onOrder(next);
    setMoved(true);
    setWord(t('moved', { text: textOf(id), place: to + 1 }));
  };
  const keep = () => {
    onOrder([...ids]);
    setMoved(false);
    setWord(t('asShownKept'));
  };
  return (
    <fieldset className={styles.question}>
      <legend>{question.stem}</legend>
      <p className={styles.hint}>{t('orderingHint')}</p>
      <ol className={styles.order}>
        {ids.map((id, i) => (
          <li key={id}>
            <i aria-hidden="true">{i + 1}</i>
            <span>{textOf(id)}</span>
            <Button variant="secondary" className={styles.step} disabled={i === 0} aria-label={t('upOf', { text: textOf(id) })} onClick={() => move(i, i - 1)}>
              {t('up')}
            </Button>
            <Button variant="secondary" className={styles.step} disabled={i === ids.length - 1} aria-label={t('downOf', { text: textOf(id) })} onClick={() => move(i, i + 1)}>
              {t('down')}
            </Button>
          </li>
        ))}
      </ol>
      {order.length === 0 && (
        <Button variant="secondary" onClick={keep}>
          {t('asShown')}
        </Button>
      )}
      <p className={word === '' || moved ? styles.spoken : styles.hint} role="status">
        {word}
      </p>
    </fieldset>
  );
}
