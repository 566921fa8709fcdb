import { coveredSeconds, normalize, subtract } from '@xuexi/domain';
import { Card, LinkButton, Notice, TextLink, WatchStrip, formatClock, formatDuration } from '@xuexi/ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

import { Rich } from '../../../components/rich';
import { isBelowHundredth, worthOf } from '../../../lib/credits';
import { loginPath } from '../../../lib/session';

import type { Standing } from '../api/play-session';
import { useStrings } from './use-strings';
import { type WatchingFacts, isDisplaced, lostSecondsOf, watchedOf } from '../watching/open-watching';

import styles from './earn-card.module.css';

/** Before so much was played, in seconds, that nothing is saved yet is no news. */
const SAYS_UNSAVED_AFTER = 15;

interface EarnCardProps {
  facts: WatchingFacts;
  /** 禁止跳看. */
  preventSkip: boolean;
  /** Where playback is, in seconds. */
  at: number;
  /** Where to come back to after signing in again. */
  here: string;
  /** The lesson to go on with once this one is complete. */
  next: { title: string; path: string } | null;
}

/** What is watched, what is missing, what it earns, up to where it is saved. */
export function EarnCard({ facts, preventSkip, at, here, next }: EarnCardProps) {
  const t = useStrings();
  const { standing, refused } = facts;
  const watched = watchedOf(facts);
  const { durationSeconds, requiredSeconds, completed } = standing;
  if (isDisplaced(facts)) {
    // Its figures would be those of the moment when the other page took over.
    const owed = coveredSeconds(subtract(normalize(facts.unsent), standing.coverage));
    return (
      <Card as="section" className={styles.earn}>
        <p role="status">{t('displacedFigures')}</p>
        {owed > 0 && standing.completed === null && <p className={styles.wait}>{t('displacedOwed', { duration: formatDuration(owed) })}</p>}
        <Lost facts={facts} />
      </Card>
    );
  }
  return (
    <Card as="section" className={styles.earn}>
      <div role="status">{completed === null ? <ToGo facts={facts} preventSkip={preventSkip} /> : <Done completed={completed} standing={standing} />}</div>
      <WatchStrip
        seconds={durationSeconds}
        covered={watched}
        refused={refused}
        at={Math.min(at, durationSeconds)}
        threshold={completed === null ? requiredSeconds : undefined}
        thresholdLabel={t('threshold')}
        label={t('strip', { watched: formatDuration(coveredSeconds(watched)), required: formatDuration(requiredSeconds) })}
      />
      <Lost facts={facts} />
      <Saved facts={facts} here={here} />
      {completed !== null && next !== null && (
        <LinkButton as={Link} to={next.path} className={styles.next}>
          {t('next', { title: next.title })}
        </LinkButton>
      )}
    </Card>
  );
}

function ToGo({ facts, preventSkip }: Pick<EarnCardProps, 'facts' | 'preventSkip'>) {
  const t = useStrings();
  const { requiredSeconds, lessonUnits, leftTodayUnits } = facts.standing;
  const covered = coveredSeconds(watchedOf(facts));
  if (covered >= requiredSeconds) return <p>{t('enough')}</p>;
  const words = { watched: formatDuration(covered), left: formatDuration(requiredSeconds - covered), worth: worthOf(lessonUnits) };
  const full = leftTodayUnits === 0;
  return (
    <>
      <p>
        <Rich text={lessonUnits > 0 && !full ? t('toGo', words) : t('toGoNoCredit', words)} />
        {t(preventSkip ? 'inOrder' : 'freeToSeek')}
      </p>
      {full && lessonUnits > 0 && <p className={styles.wait}>{t('capReached', { worth: worthOf(lessonUnits) })}</p>}
    </>
  );
}

function Done({ completed, standing }: { completed: NonNullable<Standing['completed']>; standing: Standing }) {
  const t = useStrings();
  if (completed.credited) {
    const earned = standing.provisional ? 'doneProvisional' : isBelowHundredth(completed.units) ? 'doneSmall' : 'doneCredited';
    return (
      <p className={styles.done}>
        <Rich text={t(earned, { worth: worthOf(completed.units) })} />{' '}
        <TextLink as={Link} to={standing.provisional ? '/me/real-name' : '/credits'}>
          {standing.provisional ? t('goVerify') : t('seeCredits')}
        </TextLink>
      </p>
    );
  }
  if (completed.reason === 'corrected') {
    return (
      <p>
        {t('doneCorrected')}{' '}
        <TextLink as={Link} to="/credits">
          {t('seeCredits')}
        </TextLink>
      </p>
    );
  }
  return <p>{completed.reason === 'daily_cap' ? t('doneCap', { worth: worthOf(standing.lessonUnits) }) : t('doneCourseValue')}</p>;
}

/** Nothing is lost silently: what is not counted, and what to do about it. */
function Lost({ facts }: { facts: WatchingFacts }) {
  const t = useStrings();
  const seconds = lostSecondsOf(facts);
  return seconds > 0 && facts.standing.completed === null && <p className={styles.wait}>{t('lost', { duration: formatDuration(seconds) })}</p>;
}

function Saved({ facts, here }: { facts: WatchingFacts; here: string }): ReactNode {
  const t = useStrings();
  const { standing, unsent, hindrance } = facts;
  if (hindrance === 'signed_out') {
    return (
      <Notice
        tone="attention"
        role="alert"
        action={
          <TextLink as={Link} to={loginPath(here)}>
            {t('login')}
          </TextLink>
        }
      >
        {t('signedOut')}
      </Notice>
    );
  }
  if (hindrance === 'offline') return <Notice tone="wait">{t('offline', { duration: formatDuration(coveredSeconds(unsent)) })}</Notice>;
  const saved: string[] = [];
  if (standing.savedAt > 0) saved.push(t('savedTo', { at: formatClock(standing.savedAt) }));
  else if (coveredSeconds(unsent) >= SAYS_UNSAVED_AFTER) saved.push(t('notSaved'));
  const earning = standing.completed === null && standing.lessonUnits > 0;
  if (earning && standing.leftTodayUnits !== null && standing.leftTodayUnits !== 0) saved.push(t('leftToday', { worth: worthOf(standing.leftTodayUnits) }));
  return saved.length > 0 && <p className={styles.saved}>{saved.join(' · ')}</p>;
}
