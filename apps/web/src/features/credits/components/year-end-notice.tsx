import { LinkButton, Notice } from '@xuexi/ui';
import { Link } from 'react-router';

import type { MyCredits } from '../api/get-my-credits';
import { useStrings } from '../use-strings';

/** From 15 December, while the target is missed: what is still missing and what it takes each day, in minutes. */
export function YearEndNotice({ year }: { year: MyCredits }) {
  const t = useStrings();
  const { yearEnd, targetCredits: target, missingCredits: credits, missingSeconds } = year;
  if (yearEnd === null) return null;
  const { daysLeft: days, secondsPerDay, reachable } = yearEnd;
  const missing = { target, credits, minutes: minutesOf(missingSeconds), perDay: minutesOf(secondsPerDay) };
  return (
    <Notice
      tone="attention"
      title={t('yearEnd.title', { days })}
      action={
        <LinkButton as={Link} to="/learning" variant="secondary">
          {t('yearEnd.go')}
        </LinkButton>
      }
    >
      {t(reachable ? (days === 1 ? 'yearEnd.lastDay' : 'yearEnd.text') : 'yearEnd.beyond', missing)}
    </Notice>
  );
}

const minutesOf = (seconds: number) => Math.ceil(seconds / 60);
