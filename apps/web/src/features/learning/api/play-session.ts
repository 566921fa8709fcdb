import { type Api, ApiError } from '@xuexi/api-client';

import { api, take } from '../../../lib/api';
import { isElderMode } from '../../../lib/elder-mode';

import type { SendFailure, WatchReport } from '../watching/watch-reporter';

export type PlaySession = Api['PlaySession'];
export type Standing = Api['WatchStanding'];
export type ReportAnswer = Api['ReportAnswer'];

/** Opens a play session, which takes the lease of the person (credit-rules.md 5) and puts the course on their list. */
export const openPlaySession = (lessonVersionId: string): Promise<PlaySession> =>
  take(api.POST('/api/play-sessions', { body: { lessonVersionId, elder: isElderMode() } }));

/** Sends one report; `last` lets it outlive the page. */
export const sendReport = (playSessionId: string, report: WatchReport, last = false): Promise<ReportAnswer> =>
  take(
    api.POST('/api/play-sessions/{id}/reports', {
      params: { path: { id: playSessionId } },
      body: { ...report, ranges: report.ranges.map(([from, to]) => [from, to]) },
      keepalive: last,
    }),
  );

/** Says that the learner is there (credit-rules.md 6). */
export const answerPresence = (playSessionId: string): Promise<unknown> =>
  take(api.POST('/api/play-sessions/{id}/presence', { params: { path: { id: playSessionId } } }));

const FAILURES: Partial<Record<Api['Problem']['code'], SendFailure>> = {
  not_found: 'session_gone',
  play_session_closed: 'session_gone',
  not_signed_in: 'signed_out',
  invalid_input: 'rejected',
  malformed_request: 'rejected',
  not_permitted: 'rejected',
};

/** What an error of a report means for what was reported; whatever is not a plain refusal may pass. */
export function failureOf(error: unknown): SendFailure {
  const problem = error instanceof ApiError ? error.problem : null;
  return (problem && FAILURES[problem.code]) ?? 'later';
}
