import { type QuizEvidence, entryKey, shanghaiDate } from '@xuexi/domain';
import type { ReplayResult, ScenarioEvent } from '@xuexi/domain/replay';
import type { Attendance } from '../../credits/corrections/attendance.entity.js';
import type { CreditCorrection } from '../../credits/corrections/credit-correction.entity.js';
import type { QuizResult } from '../../quizzes/quiz-result.entity.js';
import type { Region } from '../../regions/region.entity.js';
import { demoId } from './demo-id.js';
import type { Story } from './story.js';
import { QUIZ_PASS_SHARE, quizAttemptId } from './watching-story.js';

/** What is on record of a learner beside their watching, as whoever recorded it left it: entries recompute from it. */
export interface LearnerEvidence {
  quizResults: QuizResult[];
  /** Without the account that recorded them. */
  attendances: Omit<Attendance, 'recordedBy'>[];
  grants: Omit<CreditCorrection, 'requestedBy' | 'decidedBy'>[];
}

/** The rows behind the events of a story. */
export function evidenceRows(story: Story, replayed: ReplayResult, region: Region): LearnerEvidence {
  const granted = new Set(replayed.entries.map((entry) => entry.key));
  return {
    quizResults: eventsOf(story, 'quiz').map((event) => quizResult(event, story, region)),
    attendances: eventsOf(story, 'attend').map((event) => attendance(event, story, region)),
    grants: eventsOf(story, 'grant').filter(({ id }) => granted.has(entryKey.grant(id))).map((event) => grant(event, story, region)),
  };
}

type EventOf<Type> = Extract<ScenarioEvent, { type: Type }>;

function eventsOf<Type extends ScenarioEvent['type']>({ events }: Story, type: Type): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

function quizResult({ person: personId, course, score, at }: EventOf<'quiz'>, story: Story, region: Region): QuizResult {
  const time = new Date(at);
  const { maxPoints } = story.sources.get(entryKey.quiz(personId, course))!.evidence as QuizEvidence;
  const points = Math.round(score * maxPoints);
  return { attemptId: quizAttemptId(personId, course, time.getTime()), personId, courseVersionId: course, submittedAt: time, resultedAt: time, date: shanghaiDate(time.getTime()), points, maxPoints, passed: score >= QUIZ_PASS_SHARE, regionId: region.id };
}

function attendance({ person: personId, activity, at, classHours, scheduledMinutes, presentMinutes, signedOut }: EventOf<'attend'>, story: Story, region: Region): Omit<Attendance, 'recordedBy'> {
  const time = new Date(at);
  const { title } = story.sources.get(entryKey.attend(personId, activity))!.evidence as { title: string };
  const attended = { title, classHoursHundredths: Math.round(classHours * 100), scheduledMinutes, presentMinutes, signedOut };
  return { ...attended, id: demoId(`attendance:${personId}:${activity}`, time.getTime()), personId, activityId: activity, date: shanghaiDate(time.getTime()), recordedAt: time, regionId: region.id, regionPath: region.path };
}

function grant({ person: personId, id, units, date, at }: EventOf<'grant'>, story: Story, region: Region): Omit<CreditCorrection, 'requestedBy' | 'decidedBy'> {
  const time = new Date(at);
  const { title, reason } = story.sources.get(entryKey.grant(id))!.evidence as { title: string; reason: string };
  const decided = { state: 'posted' as const, needsSecond: false, requestedAt: time, decidedAt: time, decisionNote: null, postedEntryId: null, importId: null, externalKey: null };
  return { ...decided, id, kind: 'grant', personId, entryId: null, units, date, title, reason, documentId: null, regionId: region.id, regionPath: region.path };
}
