import { type Range, coveredSeconds, normalize, subtract, union } from '@xuexi/domain';

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

/**
 * What keeps watching from being saved: another device plays, another page of this browser does, the session is forgotten,
 * nobody is signed in, the line is down.
 */
export type Hindrance = 'displaced' | 'other_page' | 'session_gone' | 'signed_out' | 'offline';

/** What the page shows of watching. */
export interface WatchingFacts {
  standing: Standing;
  /** Played and not yet acknowledged. */
  unsent: readonly Range[];
  /** Reported in this session and not counted for good. */
  refused: readonly Range[];
  /** Seconds of earlier pages that can no longer be counted, of whichever lesson. */
  lostBefore: number;
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
  /** Another page of this browser watches now: says so, and reports at once what was played here. */
  giveWay: () => void;
}

/**
 * Opens a play session of a lesson, after saying what earlier pages could not say.
 *
 * @param onFacts is told every change of the facts
 * @param onComplete is told once, when a report completes the lesson
 * @throws ApiError, with `media_not_ready` while the video is being prepared
 */
export async function openWatching({ lessonVersionId, personId }: WatchedLesson, onFacts: (facts: WatchingFacts) => void, onComplete: () => void): Promise<OpenWatching> {
  const lostBefore = await sendLeftovers({ personId, store, failureOf, send: sendReport });
  const session = await openPlaySession(lessonVersionId);
  const { playSessionId, standing } = session;
  let facts: WatchingFacts = { standing, unsent: [], refused: [], lostBefore, hindrance: null, answerBy: null };
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
      const unsent = reporter.unacknowledged;
      // What the server will never take is gone from what is not acknowledged.
      const rejected = failure === 'rejected' ? subtract(normalize(facts.unsent), normalize(unsent)) : [];
      tell({ hindrance: hindranceAfter(facts, HINDRANCE[failure]), unsent, refused: union(facts.refused, rejected) });
    },
  });
  const answer = async () => {
    await answerPresence(playSessionId);
    tell({ answerBy: null });
  };
  const giveWay = () => {
    tell({ hindrance: 'other_page' });
    reporter.report();
  };
  return { session, reporter, facts, answer, giveWay };
}

/** Whether the person watches elsewhere, so that this page stands still and its figures are old. */
export const isDisplaced = ({ hindrance }: Pick<WatchingFacts, 'hindrance'>): boolean => hindrance === 'displaced' || hindrance === 'other_page';

/** Everything watched, acknowledged or not. */
export const watchedOf = ({ standing, unsent }: Pick<WatchingFacts, 'standing' | 'unsent'>): readonly Range[] => union(standing.coverage, unsent);

/** Seconds that were played and will not be counted unless they are played again. */
export function lostSecondsOf(facts: WatchingFacts): number {
  return coveredSeconds(subtract(facts.refused, normalize(watchedOf(facts)))) + facts.lostBefore;
}

function isEnough(facts: WatchingFacts): boolean {
  return coveredSeconds(watchedOf(facts)) >= facts.standing.requiredSeconds;
}

function factsOf({ standing, refused, presence }: ReportAnswer, before: WatchingFacts): Pick<WatchingFacts, 'standing' | 'refused' | 'hindrance' | 'answerBy'> {
  const lost = refused?.why === 'presence' ? refused.ranges : [];
  return {
    standing,
    refused: union(before.refused, lost),
    hindrance: hindranceAfter(before, refused?.why === 'lease_taken' ? 'displaced' : null),
    answerBy: presence?.answerBy ?? null,
  };
}

/** A page that gave way to another one of this browser stays so, whatever its last reports were answered. */
function hindranceAfter(before: WatchingFacts, now: Hindrance | null): Hindrance | null {
  return before.hindrance === 'other_page' ? 'other_page' : now;
}
