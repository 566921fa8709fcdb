import { useStrings } from '../use-strings';

import styles from './settings.module.css';

/** What the keys do; shown where there is likely a keyboard. */
export function KeysHelp() {
  const t = useStrings();
  const rows = [
    [t('keys.space'), t('keys.play')],
    ['← →', t('keys.short')],
    ['J L', t('keys.long')],
    ['↑ ↓', t('keys.volume')],
    ['M F C', t('keys.rest')],
  ];
  return (
    <details className={styles.keys}>
      <summary>{t('keys.title')}</summary>
      <dl>
        {rows.map(([keys, what]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
