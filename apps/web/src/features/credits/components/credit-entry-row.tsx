import { Tag, formatCalendarDateIn } from '@xuexi/ui';
import clsx from 'clsx';
import { useId, useState } from 'react';

import { changeOf } from '../../../lib/credits';

import type { CreditEntry } from '../api/get-my-credits';
import { useStrings } from '../use-strings';

import { EntryExplanation } from './entry-explanation';

import styles from './credit-entry-row.module.css';

/** One entry of a year's ledger; opens to what it was made of. */
export function CreditEntryRow({ year, entry }: { year: number; entry: CreditEntry }) {
  const t = useStrings();
  const [open, setOpen] = useState(false);
  const detail = useId();
  const origin = [formatCalendarDateIn(year, entry.date), t(`kind.${entry.kind}`), entry.courseTitle].filter(Boolean);
  return (
    <li className={styles.entry}>
      <h3>{entry.title}</h3>
      <b className={clsx(styles.credits, entry.units < 0 && styles.minus)}>{changeOf(entry.units)}</b>
      <p>
        {origin.join(' · ')} {entry.provisional && <Tag tone="ochre">{t('provisional')}</Tag>} {entry.reversed && <Tag>{t('reversed')}</Tag>}
      </p>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? detail : undefined}
        aria-label={open ? t('closeOf', { title: entry.title }) : t('whyOf', { title: entry.title })}
        onClick={() => setOpen(!open)}
      >
        {open ? t('close') : t('why')}
      </button>
      {open && (
        <div id={detail} className={styles.why}>
          <EntryExplanation year={year} entryId={entry.id} />
        </div>
      )}
    </li>
  );
}
