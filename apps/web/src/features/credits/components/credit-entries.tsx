import { Button, Card } from '@xuexi/ui';
import { useState } from 'react';

import type { CreditEntry } from '../api/get-my-credits';
import { useStrings } from '../use-strings';

import { CreditEntryRow } from './credit-entry-row';

import styles from './credit-entries.module.css';

const AT_ONCE = 20;

/** Where every credit of a year came from, newest first. */
export function CreditEntries({ year, entries }: { year: number; entries: readonly CreditEntry[] }) {
  const t = useStrings();
  const [shown, setShown] = useState(AT_ONCE);
  const rest = entries.length - shown;
  return (
    <Card padding="none">
      <ul>
        {entries.slice(0, shown).map((entry) => (
          <CreditEntryRow key={entry.id} year={year} entry={entry} />
        ))}
      </ul>
      {rest > 0 && (
        <Button variant="quiet" wide className={styles.more} onClick={() => setShown(shown + AT_ONCE)}>
          {t('more', { count: Math.min(rest, AT_ONCE) })}
        </Button>
      )}
    </Card>
  );
}
