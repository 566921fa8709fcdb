import { useTranslation } from 'react-i18next';

import { type Difficulty, DIFFICULTY_NAMES, drawableCount, QUIZ_LIMITS } from '@xuexi/domain';
import { Field } from '@xuexi/ui';

import { Button, Select, TextInput } from '../../components/controls';

import styles from './quizzes.module.css';
import type { QuizSettings, TaughtQuiz } from './use-quiz';

type Draw = QuizSettings['draws'][number];

export interface DrawLinesProps {
  draws: QuizSettings['draws'];
  bank: TaughtQuiz['bank'];
  faults: ReadonlyMap<string, string>;
  onChange: (draws: QuizSettings['draws']) => void;
}

/** The lines of a quiz, each with how many questions it may choose from. */
export function DrawLines({ draws, bank, faults, onChange }: DrawLinesProps) {
  const { t } = useTranslation('quizzes');
  const tags = [...new Set([...bank.flatMap((group) => group.tags), ...draws.flatMap(({ tag }) => tag ?? [])])].sort((a, b) => a.localeCompare(b, 'zh'));
  return (
    <>
      <ol className={styles.draws}>
        {draws.map((draw, i) => (
          <DrawLine
            key={i}
            number={i + 1}
            draw={draw}
            tags={tags}
            available={drawableCount(draw, bank)}
            faultOf={(field) => faults.get(`draws.${i}.${field}`)}
            onChange={(change) => onChange(draws.with(i, { ...draw, ...change }))}
            onRemove={draws.length > 1 ? () => onChange(draws.toSpliced(i, 1)) : undefined}
          />
        ))}
      </ol>
      {draws.length < QUIZ_LIMITS.draws && (
        <Button variant="secondary" small className={styles.start} onClick={() => onChange([...draws, { tag: null, difficulty: null, count: 1, points: draws.at(-1)?.points ?? 10 }])}>
          {t('quiz.addDraw')}
        </Button>
      )}
    </>
  );
}

interface DrawLineProps {
  number: number;
  draw: Draw;
  tags: readonly string[];
  available: number;
  faultOf: (field: 'count' | 'points') => string | undefined;
  onChange: (change: Partial<Draw>) => void;
  onRemove: (() => void) | undefined;
}

function DrawLine({ number, draw, tags, available, faultOf, onChange, onRemove }: DrawLineProps) {
  const { t } = useTranslation('quizzes');
  return (
    <li className={styles.draw} aria-label={t('quiz.line', { number })}>
      <Field label={t('quiz.tag')}>
        <Select value={draw.tag ?? ''} onChange={(event) => onChange({ tag: event.target.value || null })}>
          <option value="">{t('quiz.anyTag')}</option>
          {tags.map((tag) => (
            <option key={tag}>{tag}</option>
          ))}
        </Select>
      </Field>
      <Field label={t('quiz.difficulty')}>
        <Select value={draw.difficulty ?? ''} onChange={(event) => onChange({ difficulty: event.target.value === '' ? null : (Number(event.target.value) as Difficulty) })}>
          <option value="">{t('quiz.anyDifficulty')}</option>
          {Object.entries(DIFFICULTY_NAMES).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {(['count', 'points'] as const).map((field) => (
        <Field key={field} label={t(`quiz.${field}`)} error={faultOf(field)}>
          <TextInput type="number" min={1} value={Number.isNaN(draw[field]) ? '' : draw[field]} onChange={(event) => onChange({ [field]: event.target.valueAsNumber })} />
        </Field>
      ))}
      <div className={styles.drawEnd}>
        <span className={available < draw.count ? styles.short : styles.faint}>{t('quiz.available', { count: available })}</span>
        {onRemove !== undefined && (
          <Button variant="quiet" small aria-label={t('quiz.removeDraw', { number })} onClick={onRemove}>
            {t('question.removeShort')}
          </Button>
        )}
      </div>
    </li>
  );
}
