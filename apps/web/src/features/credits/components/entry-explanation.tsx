import { UNITS_PER_CREDIT } from '@xuexi/domain';
import { Loading, ProblemNotice, SkeletonText, WatchStrip, formatCalendarDateIn, formatDateTime } from '@xuexi/ui';

import { isBelowHundredth, signedAs, worthOf } from '../../../lib/credits';

import { type CreditExplanation, useExplanation } from '../api/get-explanation';
import { useStrings } from '../use-strings';

import styles from './entry-explanation.module.css';

/** 为什么: the watched seconds, the reckoning, the rule, the proof. */
export function EntryExplanation({ year, entryId }: { year: number; entryId: string }) {
  const explanation = useExplanation(entryId);
  const facts = useFacts(year, explanation.data);
  if (explanation.isLoadingError) return <ProblemNotice error={explanation.error} onRetry={() => void explanation.refetch()} />;
  if (explanation.data === undefined) {
    return (
      <Loading className={styles.why}>
        <SkeletonText lines={4} />
      </Loading>
    );
  }
  const { lesson } = explanation.data;
  return (
    <div className={styles.why}>
      {lesson && <WatchStrip seconds={lesson.durationSeconds} covered={lesson.coverage} />}
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function useFacts(year: number, explanation: CreditExplanation | undefined): [label: string, value: string][] {
  const t = useStrings();
  if (explanation === undefined) return [];
  const { lesson, units, place, refusedSeconds, calculation, policyVersion, sequence, hash, cap, reason, transfer, reverses, reversedBy, rule } = explanation;
  const facts: [string, string][] = [];
  if (lesson) {
    const { durationSeconds: duration, coveredSeconds: covered, requiredSeconds: required } = lesson;
    facts.push([t('watched'), t('watchedText', { duration, covered, required })], [t('completed'), formatDateTime(lesson.completedAt)]);
  }
  const seen = explanation.sittings.map((sitting) => t('sitting', { ...timesOf(sitting), device: sitting.device ?? t('unknownDevice'), seconds: sitting.seconds }));
  if (seen.length > 0) facts.push([t('sittings'), seen.join('\n')]);
  const refused = explanation.refusals.map(({ why, seconds }) => t(`refusal.${why}`, { seconds }));
  if (refusedSeconds > 0) facts.push([t('refused'), refused.length > 0 ? refused.join('\n') : t('refusedText', { seconds: refusedSeconds })]);
  if (place.length > 0) facts.push([t('place'), place.join(' ')]);
  facts.push([t('calculation'), calculation]);
  if (isBelowHundredth(units)) facts.push([t('small'), t('smallText', { worth: worthOf(units) })]);
  if (cap) facts.push([t('cap'), t('capText', { cap: cap.credits, before: cap.beforeCredits })]);
  if (transfer) facts.push([t('transferredFrom'), t('transferredText', { issuer: transfer.issuer, number: transfer.number, time: formatDateTime(transfer.recordedAt) })]);
  if (reason !== null) facts.push([t('reason'), reason]);
  if (reverses) facts.push([t('reverses'), relatedText(t, year, reverses)]);
  if (reversedBy) facts.push([t('reversedBy'), relatedText(t, year, reversedBy)]);
  return [...facts, [t('rule'), rule], [t('policy'), policyVersion], [t('proof'), t('proofText', { sequence, units, perCredit: UNITS_PER_CREDIT, hash: shorten(hash) })]];
}

/** A stretch of watching as one says it: day, then from and to. */
function timesOf({ from, to }: { from: string; to: string }): { day: string; from: string; to: string } {
  const [begins, ends] = [formatDateTime(from), formatDateTime(to)];
  const blank = begins.lastIndexOf(' ');
  return { day: begins.slice(0, blank), from: begins.slice(blank + 1), to: ends.slice(ends.lastIndexOf(' ') + 1) };
}

function relatedText(t: ReturnType<typeof useStrings>, year: number, { title, date, credits }: NonNullable<CreditExplanation['reverses']>): string {
  return t('relatedText', { title, date: formatCalendarDateIn(year, date), credits: signedAs(credits) });
}

/** The ends of a hash, as much as two people compare by eye. */
const shorten = (hash: string) => (hash.length > 12 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash);
