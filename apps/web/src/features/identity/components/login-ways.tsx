import { Notice } from '@xuexi/ui';
import { useState } from 'react';

import { useSignInOptions } from '../../../lib/sign-in-options';
import { browserStore } from '../../../lib/storage';

import { useStrings } from '../use-strings';

import { CodeLoginForm } from './code-login-form';
import { PasswordLoginForm } from './password-login-form';

import styles from './login-ways.module.css';

const KEY = 'xuexi.sign-in-way';
const WAYS = ['code', 'password'] as const;
type Way = (typeof WAYS)[number];

/** The two ways to sign in; the one that was chosen last in this browser comes first. */
export function LoginWays() {
  const t = useStrings();
  const sms = useSignInOptions().data?.sms;
  const [chosen, setChosen] = useState<Way>(() => (browserStore.get(KEY) === 'password' ? 'password' : 'code'));
  const choose = (way: Way) => {
    browserStore.set(KEY, way);
    setChosen(way);
  };
  const noSms = sms === 'unavailable';
  const way = noSms ? 'password' : chosen;
  return (
    <>
      {noSms ? (
        <Notice tone="wait" title={t('noSmsTitle')}>
          {t('noSmsText')}
        </Notice>
      ) : (
        <div className={styles.ways} role="group" aria-label={t('ways')}>
          {WAYS.map((each) => (
            <button key={each} type="button" aria-pressed={each === way} onClick={() => choose(each)}>
              {t(`way.${each}`)}
            </button>
          ))}
        </div>
      )}
      {way === 'code' ? <CodeLoginForm /> : <PasswordLoginForm />}
      {way === 'password' && !noSms && <p className={styles.forgot}>{t('forgot')}</p>}
    </>
  );
}
