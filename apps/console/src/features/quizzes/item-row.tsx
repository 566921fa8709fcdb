import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Field } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';

import styles from './quizzes.module.css';

export interface ItemRowProps {
  /** What the row is called: 选项 A. */
  name: string;
  text: string;
  max: number;
  error: string | undefined;
  /** What stands before the text: whether it is right. */
  before?: ReactNode;
  /** What can be done with the row besides taking it away. */
  acts?: ReactNode;
  onText: (text: string) => void;
  /** Absent: the row must stay. */
  onRemove: (() => void) | undefined;
}

/** One line of a list that a question is made of. */
export function ItemRow({ name, text, max, error, before, acts, onText, onRemove }: ItemRowProps) {
  const { t } = useTranslation('quizzes');
  return (
    <li className={styles.item}>
      {before}
      <div className={styles.itemText}>
        <Field label={name} error={error}>
          <TextInput value={text} maxLength={max} onChange={(event) => onText(event.target.value)} />
        </Field>
      </div>
      <div className={styles.itemActs}>
        {acts}
        {onRemove !== undefined && (
          <Button variant="quiet" small aria-label={t('question.remove', { name })} onClick={onRemove}>
            {t('question.removeShort')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Says what is wrong with a whole list. */
export function GroupFault({ children }: { children: string | undefined }) {
  return children === undefined ? null : (
    <p className={styles.fault} role="alert">
      {children}
    </p>
  );
}
