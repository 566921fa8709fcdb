import { useTranslation } from 'react-i18next';

import { QUIZ_LIMITS } from '@xuexi/domain';

import { Button } from '../../components/controls';

import { newItem } from './draft';
import { GroupFault, ItemRow } from './item-row';
import type { ContentOf, KindFieldsProps } from './kind-fields';
import styles from './quizzes.module.css';

/** Items in the right order, each of which can be moved. */
export function OrderingFields({ content, faults, onChange }: KindFieldsProps<ContentOf<'ordering'>>) {
  const { t } = useTranslation('quizzes');
  const { items } = content;
  const move = (from: number, to: number) => onChange({ ...content, items: items.with(from, items[to]!).with(to, items[from]!) });
  return (
    <fieldset className={styles.group}>
      <legend>{t('question.ordering')}</legend>
      <p className={styles.faint}>{t('question.orderingHint')}</p>
      <ol className={styles.items}>
        {items.map(({ id, text }, i) => {
          const name = t('question.item', { number: i + 1 });
          return (
            <ItemRow
              key={id}
              name={name}
              text={text}
              max={QUIZ_LIMITS.option}
              error={faults.get(`content.items.${i}.text`)}
              acts={
                <>
                  <Button variant="quiet" small disabled={i === 0} aria-label={t('question.up', { name })} onClick={() => move(i, i - 1)}>
                    {t('question.upShort')}
                  </Button>
                  <Button variant="quiet" small disabled={i === items.length - 1} aria-label={t('question.down', { name })} onClick={() => move(i, i + 1)}>
                    {t('question.downShort')}
                  </Button>
                </>
              }
              onText={(typed) => onChange({ ...content, items: items.with(i, { id, text: typed }) })}
              onRemove={items.length > QUIZ_LIMITS.itemsFrom ? () => onChange({ ...content, items: items.toSpliced(i, 1) }) : undefined}
            />
          );
        })}
      </ol>
      <GroupFault>{faults.get('content.items')}</GroupFault>
      {items.length < QUIZ_LIMITS.itemsTo && (
        <Button variant="secondary" small className={styles.start} onClick={() => onChange({ ...content, items: [...items, newItem()] })}>
          {t('question.addItem')}
        </Button>
      )}
    </fieldset>
  );
}
