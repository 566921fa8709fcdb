import { Loading, ProblemNotice, SkeletonText, WatchStrip, formatDateTime } from '@xuexi/ui';

import { isBelowHundredth, worthOf } from '../../../lib/credits';

import { type CreditExplanation, useExplanation } from '../api/get-explanation';
import { useStrings } from '../use-strings';

import styles from './entry-explanation.module.css';

/** 为什么: the watched seconds, the reckoning, the rule, the proof. */
export function EntryExplanation({ entryId }: { entryId: string }) {
  const explanation = useExplanation(entryId);
  const facts = useFacts(explanation.data);
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

function useFacts(explanation: CreditExplanation | undefined): [label: string, value: string][] {
  const t = useStrings();
  if (explanation === undefined) return [];
  const { lesson, units, place, refusedSeconds, calculation, policyVersion, sequence, hash } = explanation;
  const facts: [string, string][] = [];
  if (lesson) {
    const { durationSeconds: duration, coveredSeconds: covered, requiredSeconds: required } = lesson;
    facts.push([t('watched'), t('watchedText', { duration, covered, required })], [t('completed'), formatDateTime(lesson.completedAt)]);
  }
  if (refusedSeconds > 0) facts.push([t('refused'), t('refusedText', { seconds: refusedSeconds })]);
  if (place.length > 0) facts.push([t('place'), place.join(' ')]);
  facts.push([t('calculation'), calculation]);
  if (isBelowHundredth(units)) facts.push([t('small'), t('smallText', { worth: worthOf(units) })]);
  return [...facts, [t('policy'), policyVersion], [t('proof'), t('proofText', { sequence, hash: shorten(hash) })]];
}

/** The ends of a hash, as much as two people compare by eye. */
const shorten = (hash: string) => (hash.length > 12 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash);
