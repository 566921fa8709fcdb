import { useTranslation } from 'react-i18next';

import { QUIZ_LIMITS } from '@xuexi/domain';

import { Button } from '../../components/controls';

import { newItem } from './draft';
import { GroupFault, ItemRow } from './item-row';
import type { ContentOf, KindFieldsProps } from './kind-fields';
import styles from './quizzes.module.css';

type Choice = ContentOf<'single'> | ContentOf<'multiple'>;

/** Options with a mark before those that are right. */
export function ChoiceFields({ content, faults, onChange }: KindFieldsProps<Choice>) {
  const { t } = useTranslation('quizzes');
  const { options } = content;
  const isRight = (id: string) => (content.kind === 'single' ? content.answer === id : content.answers.includes(id));
  const mark = (id: string) => {
    if (content.kind === 'single') onChange({ ...content, answer: id });
    else onChange({ ...content, answers: content.answers.includes(id) ? content.answers.filter((answer) => answer !== id) : [...content.answers, id] });
  };
  const remove = (id: string) => {
    const rest = options.filter((option) => option.id !== id);
    if (content.kind === 'single') onChange({ ...content, options: rest, answer: content.answer === id ? '' : content.answer });
    else onChange({ ...content, options: rest, answers: content.answers.filter((answer) => answer !== id) });
  };
  return (
    <fieldset className={styles.group}>
      <legend>{t('question.options')}</legend>
      <p className={styles.faint}>{t('question.optionsHint')}</p>
      <ol className={styles.items}>
        {options.map(({ id, text }, i) => {
          const letter = String.fromCharCode(65 + i);
          return (
            <ItemRow
              key={id}
              name={t('question.option', { letter })}
              text={text}
              max={QUIZ_LIMITS.option}
              error={faults.get(`content.options.${i}.text`)}
              before={
                <label className={styles.mark}>
                  <input type={content.kind === 'single' ? 'radio' : 'checkbox'} name="right" checked={isRight(id)} aria-label={t('question.right', { letter })} onChange={() => mark(id)} />
                </label>
              }
              onText={(typed) => onChange({ ...content, options: options.map((option) => (option.id === id ? { id, text: typed } : option)) })}
              onRemove={options.length > QUIZ_LIMITS.itemsFrom ? () => remove(id) : undefined}
            />
          );
        })}
      </ol>
      <GroupFault>{faults.get('content.answer') ?? faults.get('content.answers') ?? faults.get('content.options')}</GroupFault>
      {options.length < QUIZ_LIMITS.itemsTo && (
        <Button variant="secondary" small className={styles.start} onClick={() => onChange({ ...content, options: [...options, newItem()] })}>
          {t('question.addOption')}
        </Button>
      )}
    </fieldset>
  );
}
