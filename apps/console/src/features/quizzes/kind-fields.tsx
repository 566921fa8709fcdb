import { useTranslation } from 'react-i18next';

import { type QuestionContent, QUIZ_LIMITS } from '@xuexi/domain';
import { Field } from '@xuexi/ui';

import { TextArea } from '../../components/controls';

import { ChoiceFields } from './choice-fields';
import { MatchingFields } from './matching-fields';
import { OrderingFields } from './ordering-fields';
import styles from './quizzes.module.css';

export type ContentOf<Kind extends QuestionContent['kind']> = Extract<QuestionContent, { kind: Kind }>;

export interface KindFieldsProps<Content extends QuestionContent = QuestionContent> {
  content: Content;
  /** What is wrong, by field as the API names it. */
  faults: ReadonlyMap<string, string>;
  onChange: (content: Content) => void;
}

/** What a question is made of besides its stem, by its kind. */
export function KindFields({ content, faults, onChange }: KindFieldsProps) {
  switch (content.kind) {
    case 'single':
    case 'multiple':
      return <ChoiceFields content={content} faults={faults} onChange={onChange} />;
    case 'true_false':
      return <TruthFields content={content} faults={faults} onChange={onChange} />;
    case 'fill_in':
      return <BlankFields content={content} faults={faults} onChange={onChange} />;
    case 'ordering':
      return <OrderingFields content={content} faults={faults} onChange={onChange} />;
    case 'matching':
      return <MatchingFields content={content} faults={faults} onChange={onChange} />;
    case 'short':
      return <ReferenceField content={content} faults={faults} onChange={onChange} />;
  }
}

function TruthFields({ content, onChange }: KindFieldsProps<ContentOf<'true_false'>>) {
  const { t } = useTranslation('quizzes');
  return (
    <fieldset className={styles.group}>
      <legend>{t('question.truth')}</legend>
      <div className={styles.acts}>
        {[true, false].map((answer) => (
          <label key={String(answer)} className={styles.check}>
            <input type="radio" name="truth" checked={content.answer === answer} onChange={() => onChange({ ...content, answer })} />
            {t(answer ? 'question.isTrue' : 'question.isFalse')}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function BlankFields({ content, faults, onChange }: KindFieldsProps<ContentOf<'fill_in'>>) {
  const { t } = useTranslation('quizzes');
  const faultOf = (i: number) => [...faults].find(([field]) => field.startsWith(`content.blanks.${i}.`))?.[1];
  const set = (i: number, text: string) => onChange({ ...content, blanks: content.blanks.map((blank, j) => (i === j ? { accepted: text.split('\n') } : blank)) });
  return (
    <fieldset className={styles.group}>
      <legend>{t('question.blanks')}</legend>
      <p className={styles.faint}>{t(content.blanks.length === 0 ? 'question.noBlanks' : 'question.blanksHint')}</p>
      {content.blanks.map(({ accepted }, i) => (
        <Field key={i} label={t('question.blank', { number: i + 1 })} error={faultOf(i)}>
          <TextArea rows={Math.max(1, accepted.length)} value={accepted.join('\n')} onChange={(event) => set(i, event.target.value)} />
        </Field>
      ))}
    </fieldset>
  );
}

function ReferenceField({ content, faults, onChange }: KindFieldsProps<ContentOf<'short'>>) {
  const { t } = useTranslation('quizzes');
  return (
    <Field label={t('question.reference')} hint={t('question.referenceHint')} error={faults.get('content.reference')}>
      <TextArea rows={4} value={content.reference} maxLength={QUIZ_LIMITS.reference} onChange={(event) => onChange({ ...content, reference: event.target.value })} />
    </Field>
  );
}
