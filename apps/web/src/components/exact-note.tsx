import { stringsOf } from '../lib/i18n';

import zhCN from './locales/zh-CN.json' with { type: 'json' };

import styles from './exact-note.module.css';

const useStrings = stringsOf({ 'zh-CN': zhCN });

/** Why single figures may add up to less than their total (credit-rules.md, Units). */
export function ExactNote() {
  return <p className={styles.exact}>{useStrings()('exact')}</p>;
}
