import type { Consent } from '../lib/consents';

import { useStrings } from './use-strings';

import styles from './consent-text.module.css';

const PARTS = ['why', 'collected', 'kept', 'seenBy', 'withdrawal'] as const;

/** What is collected for which purpose, how long it is kept, who sees it, and what happens without it. */
export function ConsentText({ consent }: { consent: Consent }) {
  const t = useStrings();
  const { why, collected, kept, seenBy, withdrawal } = consent;
  const parts = { why, collected: `${collected.join('、')}。`, kept, seenBy, withdrawal };
  return (
    <dl className={styles.text}>
      {PARTS.map((part) => (
        <div key={part}>
          <dt>{t(`consent.${part}`)}</dt>
          <dd>{parts[part]}</dd>
        </div>
      ))}
    </dl>
  );
}
