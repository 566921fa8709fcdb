import { Button } from '@xuexi/ui';
import clsx from 'clsx';

import { useStrings } from '../use-strings';

import styles from './quiz-taking.module.css';

interface QuestionMapProps {
  /** Whether each question is answered, in order. */
  answered: readonly boolean[];
  current: number;
  onGo: (index: number) => void;
  onSubmit: () => void;
}

/** All questions of the paper: which are answered, and the way to each. */
export function QuestionMap({ answered, current, onGo, onSubmit }: QuestionMapProps) {
  const t = useStrings();
  const done = answered.filter(Boolean).length;
  return (
    <nav className={styles.map} aria-label={t('taking.map')}>
      <p>{t('taking.answeredCount', { answered: done, total: answered.length })}</p>
      <ol>
        {answered.map((each, i) => (
          <li key={i}>
            <button type="button" className={clsx(each && styles.done)} aria-current={i === current ? 'true' : undefined} aria-label={t(each ? 'taking.mapItemDone' : 'taking.mapItem', { number: i + 1 })} onClick={() => onGo(i)}>
              {each ? `${i + 1} ✓` : i + 1}
            </button>
          </li>
        ))}
      </ol>
      <Button variant="secondary" onClick={onSubmit}>
        {t('taking.submit')}
      </Button>
    </nav>
  );
}
