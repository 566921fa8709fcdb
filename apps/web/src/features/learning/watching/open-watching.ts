import { type Range, coveredSeconds, normalize, subtract, union } from '@xuexi/domain';

import { browserStore } from '../../../lib/storage';

import { type PlaySession, type ReportAnswer, type Standing, answerPresence, failureOf, openPlaySession, sendReport } from '../api/play-session';

import { adoptLeftovers, sendLeftovers } from './leftovers';
import type { OtherPages } from './other-pages';
import { UnsentStore } from './unsent-store';
import { type SendFailure, WatchReporter } from './watch-reporter';

const store = new UnsentStore(browserStore);

export interface WatchedLesson {
  lessonVersionId: string;
  personId: string;
}

export interface WatchingOptions extends WatchedLesson {
  pages: OtherPages;
  /** Is told every change of the facts. */
  onFacts: (facts: WatchingFacts) => void;
  /** Is told once, when a report completes the lesson. */
  onComplete: () => void;
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
  /** The page watches no more: says what it can still say. */
  close: () => void;
}

/**
 * Opens a play session of a lesson, after saying what earlier pages could not say, and tells the other pages of the browser.
 *
 * @throws ApiError, with `media_not_ready` while the video is being prepared
 */
export async function openWatching(options: WatchingOptions): Promise<OpenWatching> {
  let otherPage = false;
  let reporter: WatchReporter<ReportAnswer> | undefined;
  // Pages that open in the same moment hear each other, in any order. Whose session holds the lease only the server knows.
  const deafen = options.pages.hear(() => {
    otherPage = true;
    reporter?.ask();
  });
  try {
    const opened = await openSession(options, () => otherPage);
    ({ reporter } = opened);
    if (otherPage) reporter.ask();
    options.pages.announce(opened.session.playSessionId);
    const close = () => {
      deafen();
      opened.reporter.leave();
      opened.reporter.stop();
    };
    return { ...opened, close };
  } catch (error) {
    deafen();
    throw error;
  }
}

/** @param otherPage whether another page of this browser has begun to watch meanwhile */
async function openSession({ lessonVersionId, personId, onFacts, onComplete }: WatchingOptions, otherPage: () => boolean): Promise<Omit<OpenWatching, 'close'>> {
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
      tell({ ...factsOf(answer, facts, otherPage() ? 'other_page' : 'displaced'), unsent: reporter.unacknowledged });
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
  return { session, reporter, facts, answer };
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

/** @param taken what hinders where the lease was taken */
function factsOf({ standing, refused, presence }: ReportAnswer, before: WatchingFacts, taken: Hindrance): Pick<WatchingFacts, 'standing' | 'refused' | 'hindrance' | 'answerBy'> {
  const lost = refused?.why === 'presence' ? refused.ranges : [];
  return {
    standing,
    refused: union(before.refused, lost),
    hindrance: hindranceAfter(before, refused?.why === 'lease_taken' ? taken : null),
    answerBy: presence?.answerBy ?? null,
  };
}

/** A page that was displaced reports no more and stays so, whatever is answered to a report that was still under way. */
function hindranceAfter(before: WatchingFacts, now: Hindrance | null): Hindrance | null {
  return isDisplaced(before) ? before.hindrance : now;
}
