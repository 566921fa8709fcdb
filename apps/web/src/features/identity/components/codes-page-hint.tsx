import { useSignInOptions } from '../../../lib/sign-in-options';

import { useStrings } from '../use-strings';

import styles from './codes-page-hint.module.css';

/** In the demo, where the codes are to be read; nothing where they are really sent. */
export function CodesPageHint() {
  const t = useStrings();
  const page = useSignInOptions().data?.smsCodesPage ?? null;
  if (page === null) return null;
  return (
    <p className={styles.hint}>
      {t('demoCodes')}
      <a href={page} target="_blank" rel="noreferrer">
        {t('demoCodesPage')}
      </a>
    </p>
  );
}
