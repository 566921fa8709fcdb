import { Button } from '@xuexi/ui';
import clsx from 'clsx';

import type { SaveState } from '../taking/answer-saver';
import { useStrings } from '../use-strings';

import styles from './quiz-taking.module.css';

/** Where the answers are: on the server, on their way, or in this browser until the line is back. */
export function SaveLine({ state, onReload }: { state: SaveState; onReload: () => void }) {
  const t = useStrings();
  return (
    <div className={clsx(styles.save, (state === 'kept' || state === 'elsewhere') && styles.kept)} role="status">
      {state !== 'ended' && t(`taking.${state}`)}
      {state === 'elsewhere' && (
        <Button variant="quiet" onClick={onReload}>
          {t('taking.reload')}
        </Button>
      )}
    </div>
  );
}
