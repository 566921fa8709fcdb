import { useStrings } from '../use-strings';

import styles from './other-documents.module.css';

const TO_BRING = ['passport', 'phone', 'photo'] as const;

/** Who has neither card nor permit, or a name that cannot be typed: where to go, what to bring. */
export function OtherDocuments() {
  const t = useStrings();
  return (
    <details className={styles.other}>
      <summary>{t('other.title')}</summary>
      <p>{t('other.text')}</p>
      <ul>
        {TO_BRING.map((item) => (
          <li key={item}>{t(`other.${item}`)}</li>
        ))}
      </ul>
    </details>
  );
}
