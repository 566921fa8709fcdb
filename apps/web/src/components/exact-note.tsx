import { useStrings } from './use-strings';

import styles from './exact-note.module.css';

/** Why single figures may add up to less than their total (credit-rules.md, Units). */
export function ExactNote() {
  return <p className={styles.exact}>{useStrings()('exact')}</p>;
}
