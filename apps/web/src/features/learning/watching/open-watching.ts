import { type Range, coveredSeconds, union } from '@xuexi/domain';

import { browserStore } from '../../../lib/storage';

import { type PlaySession, type ReportAnswer, type Standing, answerPresence, failureOf, openPlaySession, sendReport } from '../api/play-session';

import { adoptLeftovers, sendLeftovers } from './leftovers';
import { UnsentStore } from './unsent-store';
import { type SendFailure, WatchReporter } from './watch-reporter';

const store = new UnsentStore(browserStore);

export interface WatchedLesson {
  lessonVersionId: string;
  personId: string;
}

/** What keeps watching from being saved: another device plays, the session is forgotten, nobody is signed in, the line is down. */
export type Hindrance = 'displaced' | 'session_gone' | 'signed_out' | 'offline';

/** What the page shows of watching. */
export interface WatchingFacts {
  standing: Standing;
  /** Played and not yet acknowledged. */
  unsent: readonly Range[];
  /** Reported in this session and not counted for good. */
  refused: readonly Range[];
  hindrance: Hindrance | null;
  /** Until when the learner has to say that they are there; null when nothing is asked. */
  answerBy: string | null;
}

const HINDRANCE: Record<SendFailure, Hindrance | null> = { later: 'offline', session_gone: 'session_gone', signed_out: 'signed_out', rejected: null };

export interface OpenWatching {
  session: PlaySession;
  reporter: WatchReporter<ReportAnswer>;
  /** The facts at the opening. */
  facts: WatchingFacts;
  /** Says that the learner is there. */
  answer: () => Promise<void>;
}

/**
 * Opens a play session of a lesson, after saying what earlier pages could not say.
 *
 * @param onFacts is told every change of the facts
 * @param onComplete is told once, when a report completes the lesson
 * @throws ApiError, with `media_not_ready` while the video is being prepared
 */
export async function openWatching({ lessonVersionId, personId }: WatchedLesson, onFacts: (facts: WatchingFacts) => void, onComplete: () => void): Promise<OpenWatching> {
  await sendLeftovers({ personId, store, failureOf, send: sendReport });
  const session = await openPlaySession(lessonVersionId);
  const { playSessionId, standing } = session;
  let facts: WatchingFacts = { standing, unsent: [], refused: [], hindrance: null, answerBy: null };
  const tell = (changes: Partial<WatchingFacts>) => onFacts((facts = { ...facts, ...changes }));
  const reporter = new WatchReporter<ReportAnswer>({
    playSessionId,
    lessonVersionId,
    personId,
    durationSeconds: standing.durationSeconds,
    savedAt: standing.savedAt,
    leftover: adoptLeftovers(store, personId, lessonVersionId),
    store,
    failureOf,
    send: (report, last) => sendReport(playSessionId, report, last),
    onPlayed: (unsent) => {
      const before = isEnough(facts);
      tell({ unsent });
      return !before && isEnough(facts);
    },
    onAnswer: (answer) => {
      const wasComplete = facts.standing.completed !== null;
      tell({ ...factsOf(answer, facts), unsent: reporter.unacknowledged });
      if (!wasComplete && answer.standing.completed !== null) onComplete();
    },
    onFailure: (failure) => {
      tell({ hindrance: HINDRANCE[failure], unsent: reporter.unacknowledged });
    },
  });
  const answer = async () => {
    await answerPresence(playSessionId);
    tell({ answerBy: null });
  };
  return { session, reporter, facts, answer };
}

/** Everything watched, acknowledged or not. */
export const watchedOf = ({ standing, unsent }: Pick<WatchingFacts, 'standing' | 'unsent'>): readonly Range[] => union(standing.coverage, unsent);

function isEnough(facts: WatchingFacts): boolean {
  return coveredSeconds(watchedOf(facts)) >= facts.standing.requiredSeconds;
}

function factsOf({ standing, refused, presence }: ReportAnswer, before: WatchingFacts): Pick<WatchingFacts, 'standing' | 'refused' | 'hindrance' | 'answerBy'> {
  const lost = refused?.why === 'lease_taken' || refused?.why === 'presence' ? refused.ranges : [];
  return {
    standing,
    refused: union(before.refused, lost),
    hindrance: refused?.why === 'lease_taken' ? 'displaced' : null,
    answerBy: presence?.answerBy ?? null,
  };
}
