import { useTranslation } from 'react-i18next';

import { QUIZ_LIMITS } from '@xuexi/domain';
import { Field } from '@xuexi/ui';

import { Button, TextInput } from '../../components/controls';

import { newItem } from './draft';
import { GroupFault, ItemRow } from './item-row';
import type { ContentOf, KindFieldsProps } from './kind-fields';
import styles from './quizzes.module.css';

type Matching = ContentOf<'matching'>;

/** A line for each pair, and right ones that belong to nothing. A right one that two left ones share stands in both lines. */
export function MatchingFields({ content, faults, onChange }: KindFieldsProps<Matching>) {
  const { t } = useTranslation('quizzes');
  const { left, right, pairs } = content;
  const over = right.filter(({ id }) => !pairs.some((pair) => pair.right === id));
  const full = left.length + over.length >= QUIZ_LIMITS.itemsTo;
  const rightFault = (id: string) => faults.get(`content.right.${right.findIndex((item) => item.id === id)}.text`);
  const setText = (side: 'left' | 'right', id: string, text: string) => onChange({ ...content, [side]: content[side].map((item) => (item.id === id ? { id, text } : item)) });
  return (
    <fieldset className={styles.group}>
      <legend>{t('question.pairs')}</legend>
      <p className={styles.faint}>{t('question.pairsHint')}</p>
      <ol className={styles.items}>
        {left.map(({ id, text }, i) => {
          const partner = right.find((item) => item.id === pairs.find((pair) => pair.left === id)?.right);
          return (
            <li key={id} className={styles.item}>
              <div className={styles.itemPair}>
                <Field label={t('question.left', { number: i + 1 })} error={faults.get(`content.left.${i}.text`)}>
                  <TextInput value={text} maxLength={QUIZ_LIMITS.side} onChange={(event) => setText('left', id, event.target.value)} />
                </Field>
                {partner !== undefined && (
                  <Field label={t('question.rightSide', { number: i + 1 })} error={rightFault(partner.id)}>
                    <TextInput value={partner.text} maxLength={QUIZ_LIMITS.side} onChange={(event) => setText('right', partner.id, event.target.value)} />
                  </Field>
                )}
              </div>
              <div className={styles.itemActs}>
                {left.length > QUIZ_LIMITS.itemsFrom && (
                  <Button variant="quiet" small aria-label={t('question.remove', { name: t('question.left', { number: i + 1 }) })} onClick={() => onChange(withoutPair(content, id))}>
                    {t('question.removeShort')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      <GroupFault>{faults.get('content.pairs') ?? faults.get('content.left') ?? faults.get('content.right')}</GroupFault>
      {!full && (
        <Button variant="secondary" small className={styles.start} onClick={() => onChange(withPair(content))}>
          {t('question.addPair')}
        </Button>
      )}
      <p className={styles.faint}>{t('question.extrasHint')}</p>
      <ol className={styles.items}>
        {over.map(({ id, text }, i) => (
          <ItemRow
            key={id}
            name={t('question.extra', { number: i + 1 })}
            text={text}
            max={QUIZ_LIMITS.side}
            error={rightFault(id)}
            onText={(typed) => setText('right', id, typed)}
            onRemove={() => onChange({ ...content, right: right.filter((item) => item.id !== id) })}
          />
        ))}
      </ol>
      {!full && (
        <Button variant="secondary" small className={styles.start} onClick={() => onChange({ ...content, right: [...right, newItem()] })}>
          {t('question.addExtra')}
        </Button>
      )}
    </fieldset>
  );
}

function withPair(content: Matching): Matching {
  const [left, right] = [newItem(), newItem()];
  return { ...content, left: [...content.left, left], right: [...content.right, right], pairs: [...content.pairs, { left: left.id, right: right.id }] };
}

/** Without a left one and the right one that only it had. */
function withoutPair({ left, right, pairs, ...rest }: Matching, id: string): Matching {
  const partner = pairs.find((pair) => pair.left === id)?.right;
  const kept = pairs.filter((pair) => pair.left !== id);
  return { ...rest, left: left.filter((item) => item.id !== id), pairs: kept, right: right.filter((item) => item.id !== partner || kept.some((pair) => pair.right === item.id)) };
}
