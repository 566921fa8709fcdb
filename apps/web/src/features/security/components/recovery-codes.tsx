import { Button } from '@xuexi/ui';

import { useStrings } from '../use-strings';

import styles from './recovery-codes.module.css';

/** The recovery codes, shown once: to be written down before going on. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useStrings();
  return (
    <>
      <ol className={styles.codes}>
        {codes.map((code) => (
          <li key={code} className="num">
            {code}
          </li>
        ))}
      </ol>
      <Button onClick={onKept}>{t('totp.kept')}</Button>
    </>
  );
}
