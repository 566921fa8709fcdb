import { useTranslation } from 'react-i18next';

import { BLANK, type QuestionContent, type QuestionItem } from '@xuexi/domain';

import styles from './quizzes.module.css';

/** A question as learners see it, without the answer. Nothing in it can be operated. */
export function QuestionPreview({ content }: { content: QuestionContent }) {
  const { t } = useTranslation('quizzes');
  return (
    <div className={styles.preview}>
      <p className={styles.stem}>{content.kind === 'fill_in' ? <StemWithBlanks stem={content.stem} /> : content.stem || t('question.stemEmpty')}</p>
      <Body content={content} />
    </div>
  );
}

function Body({ content }: { content: QuestionContent }) {
  const { t } = useTranslation('quizzes');
  switch (content.kind) {
    case 'single':
    case 'multiple':
      return <Choices items={content.options} round={content.kind === 'single'} />;
    case 'true_false':
      return <Choices items={[{ id: 'true', text: t('question.isTrue') }, { id: 'false', text: t('question.isFalse') }]} round />;
    case 'ordering':
      return <Choices items={backwards(content.items)} />;
    case 'matching':
      return (
        <ul className={styles.choices}>
          {content.left.map(({ id, text }) => (
            <li key={id} className={styles.matched}>
              <span>{text || t('question.textEmpty')}</span>
              <span className={styles.chooser}>{t('question.choose')}</span>
            </li>
          ))}
          <li className={styles.faint}>{backwards(content.right).map(({ text }) => text || t('question.textEmpty')).join('　')}</li>
        </ul>
      );
    case 'short':
      return <p className={styles.answerBox}>{t('question.answerField')}</p>;
    case 'fill_in':
      return null;
  }
}

function StemWithBlanks({ stem }: { stem: string }) {
  const { t } = useTranslation('quizzes');
  if (stem === '') return t('question.stemEmpty');
  return stem.replace(/[_＿]{2,}/gu, BLANK).split(BLANK).map((text, i) => (
    <span key={i}>
      {i > 0 && <span className={styles.blank} role="img" aria-label={t('question.blankField', { number: i })} />}
      {text}
    </span>
  ));
}

function Choices({ items, round }: { items: readonly QuestionItem[]; round?: boolean }) {
  const { t } = useTranslation('quizzes');
  return (
    <ul className={styles.choices}>
      {items.map(({ id, text }) => (
        <li key={id}>
          {round !== undefined && <span className={round ? styles.round : styles.square} aria-hidden />}
          {text || t('question.textEmpty')}
        </li>
      ))}
    </ul>
  );
}

/** In another order than the right one, and always in the same. */
function backwards(items: readonly QuestionItem[]): QuestionItem[] {
  return [...items].reverse();
}
