import { DEFAULT_TARGET_CREDITS } from '@xuexi/domain';
import { Card, LinkButton, PlateMark } from '@xuexi/ui';
import { Link } from 'react-router';

import { useStrings } from '../use-strings';

import styles from './welcome.module.css';

const STEPS = ['choose', 'watch', 'earn'] as const;
const NUMERALS = ['一', '二', '三'];

/** For a guest: what this is, how it goes, the way in. */
export function Welcome() {
  const t = useStrings();
  return (
    <section className={styles.welcome}>
      <Card className={styles.entry}>
        <div className={styles.mark}>
          <PlateMark />
        </div>
        <div className={styles.text}>
          <h1>{t('title')}</h1>
          <p>{t('lead')}</p>
          <div className={styles.ways}>
            <LinkButton as={Link} to="/register">
              {t('register')}
            </LinkButton>
            <LinkButton as={Link} to="/login" variant="secondary">
              {t('login')}
            </LinkButton>
          </div>
        </div>
      </Card>
      <Card className={styles.how}>
        <h2>{t('howTitle')}</h2>
        <ol>
          {STEPS.map((step, index) => (
            <li key={step}>
              <i aria-hidden="true">{NUMERALS[index]}</i>
              <div>
                <h3>{t(`steps.${step}`)}</h3>
                <p>{t(`steps.${step}Text`, { target: DEFAULT_TARGET_CREDITS })}</p>
              </div>
            </li>
          ))}
        </ol>
      </Card>
    </section>
  );
}
