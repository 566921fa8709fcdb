import { formatBytes } from '@xuexi/ui';
import { useState } from 'react';

import type { Choice } from './choices';
import type { Player } from './use-player';
import { useStrings } from './use-strings';
import { choiceName } from './words';

import styles from './suggestion-bar.module.css';

/** Offers something cheaper when the line is poor; once declined, a choice is not questioned again. */
export function SuggestionBar({ player: { choice, suggestion, change } }: { player: Player }) {
  const t = useStrings();
  const [declined, setDeclined] = useState<Choice | null>(null);
  if (suggestion === null || declined === choice) return null;
  const name = choiceName(t, suggestion.choice);
  return (
    <div className={styles.bar} role="status">
      <p>{t('suggest.text', { choice: name, data: formatBytes(suggestion.bytes) })}</p>
      <button type="button" onClick={() => change({ choice: suggestion.choice })}>
        {t('suggest.take', { choice: name })}
      </button>
      <button type="button" onClick={() => setDeclined(choice)}>
        {t('suggest.leave')}
      </button>
    </div>
  );
}
