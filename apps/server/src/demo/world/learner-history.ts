import { DEFAULT_PRESET, type EntryContent, GENESIS_HASH, type JsonValue, type SealedEntry, coveredSeconds, entryId, entryKey, lessonEvidenceOf, normalize, sealEntry, shanghaiDate } from '@xuexi/domain';
import { type ReplayResult, parseScenario, replay } from '@xuexi/domain/replay';
import type { CreditEntry } from '../../credits/credit-entry.entity.js';
import type { CreditHead } from '../../credits/credit-head.entity.js';
import type { Person } from '../../identity/person.entity.js';
import type { RealNameColumns } from '../../identity/real-name.service.js';
import type { Enrolment } from '../../learning/enrolment.entity.js';
import type { LessonCompletion } from '../../learning/lesson-completion.entity.js';
import type { LessonProgressRow } from '../../learning/lesson-progress.entity.js';
import type { PlaySession } from '../../learning/play-session.entity.js';
import type { Region } from '../../regions/region.entity.js';
import { QUIZZES } from '../content/quizzes/index.js';
import { ClassStory } from './class-story.js';
import type { ClassSessions } from './class-sessions.js';
import type { DemoCourse } from './demo-courses.js';
import { demoId } from './demo-id.js';
import { type LearnerEvidence, evidenceRows } from './evidence-rows.js';
import type { LearnerProfile } from './learner-profiles.js';
import { Story, type WatchedLesson, iso } from './story.js';
import { WatchingStory } from './watching-story.js';

/** A person without the columns that only the server's keys can write. */
export type PlainPerson = Omit<Person, 'dataKey' | keyof RealNameColumns>;

/** What the tables hold of one learner. */
export interface LearnerHistory {
  profile: LearnerProfile;
  person: PlainPerson;
  playSessions: PlaySession[];
  enrolments: Enrolment[];
  progress: LessonProgressRow[];
  completions: LessonCompletion[];
  entries: CreditEntry[];
  head: CreditHead | null;
  evidence: LearnerEvidence;
  /** What the rules said, for comparison. */
  replayed: ReplayResult;
}

/** What learners meet. */
export interface LearnerWorld {
  nowMs: number;
  /** Published courses by key. */
  courses: ReadonlyMap<string, DemoCourse>;
  sessions: ClassSessions;
}

/** Runs what a learner did through the rules of the domain, and writes down what the server would have stored. */
export function learnerHistory(profile: LearnerProfile, region: Region, world: LearnerWorld): LearnerHistory {
  const person = personRow(profile, region);
  const story = tell(profile, person.id, world);
  const replayed = replay(
    parseScenario({
      policy: DEFAULT_PRESET,
      people: [{ id: person.id }],
      courses: [...world.courses.values()].map((course) => ({
        id: course.versionId,
        quiz: course.content.key in QUIZZES,
        lessons: course.lessons.map(({ lessonVersionId, seconds }) => ({ id: lessonVersionId, seconds })),
      })),
      events: story.events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    }),
  );
  const completions = replayed.completions.map((completion) => completionRow(completion, story, region));
  const entries = entryRows(replayed, story, completions, region);
  const last = entries.at(-1);
  return {
    profile,
    person,
    playSessions: story.playSessions,
    enrolments: [...story.joined].map(([course, ms]) => ({ personId: person.id, courseId: course.id, courseVersionId: course.versionId, enrolledAt: new Date(ms), invitationId: null, finishedAt: null })),
    progress: [...story.watched.values()].map((watched) => progressRow(watched, person.id, completions)),
    completions,
    entries,
    head: last ? { personId: person.id, sequence: last.sequence, hash: last.hash } : null,
    evidence: evidenceRows(story, replayed, region),
    replayed,
  };
}

/** The row of a person as registration and verification leave it. */
export function personRow(profile: Pick<LearnerProfile, 'key' | 'joinedMs' | 'verifiedMs'>, region: Region): PlainPerson {
  const { key, joinedMs, verifiedMs } = profile;
  return {
    id: demoId(`person:${key}`, joinedMs),
    verification: verifiedMs === null ? 'unverified' : 'verified',
    verifiedAt: verifiedMs === null ? null : new Date(verifiedMs),
    unverifiedAt: null,
    registeredOn: verifiedMs === null ? null : shanghaiDate(verifiedMs),
    registeredRegionPath: verifiedMs === null ? null : region.path,
    state: 'active',
    stateOn: null,
    mergedInto: null,
    regionId: region.id,
    regionPath: region.path,
    organisationId: null,
    createdAt: new Date(joinedMs),
  };
}

function tell(profile: LearnerProfile, personId: string, { courses, sessions, nowMs }: LearnerWorld): Story {
  const story = new Story(personId);
  if (profile.verifiedMs !== null) story.events.push({ at: iso(profile.verifiedMs), type: 'verify', person: personId });
  const classes = new ClassStory(story, profile, nowMs);
  classes.attend(sessions);
  classes.receiveGrant();
  const watching = new WatchingStory(story, profile, nowMs);
  for (const plan of profile.courses) watching.follow(courses.get(plan.course)!, plan);
  return story;
}

function completionRow({ person, lesson, at, date, credited }: ReplayResult['completions'][number], story: Story, region: Region): LessonCompletion {
  const { course, reports } = story.watched.get(lesson)!;
  const until = reports.filter(({ atMs }) => atMs <= Date.parse(at));
  return {
    personId: person,
    lessonVersionId: lesson,
    round: 1,
    completedAt: new Date(at),
    date,
    playSessionId: until.at(-1)!.playSessionId,
    courseVersionId: course.versionId,
    regionId: region.id,
    coverage: normalize(until.map(({ range }) => range)),
    refusedSeconds: 0,
    credited,
    sittings: null,
    refusals: null,
  };
}

function progressRow({ lesson, reports }: WatchedLesson, personId: string, completions: readonly LessonCompletion[]): LessonProgressRow {
  const completion = completions.find(({ lessonVersionId }) => lessonVersionId === lesson.lessonVersionId);
  const coverage = normalize(reports.map(({ range }) => range));
  const last = reports.at(-1)!;
  return {
    personId,
    lessonVersionId: lesson.lessonVersionId,
    round: 1,
    coverage,
    coveredSeconds: coveredSeconds(coverage),
    refusedSeconds: 0,
    position: last.range[1],
    completedOn: completion?.date ?? null,
    credited: completion?.credited ?? null,
    updatedAt: new Date(last.atMs),
    sittings: null,
    refusals: null,
  };
}

/** The chain of entries, sealed as PostingService seals them. */
function entryRows(replayed: ReplayResult, story: Story, completions: readonly LessonCompletion[], region: Region): CreditEntry[] {
  const { personId } = story;
  const lessons = new Map(completions.map((completion) => [entryKey.lesson(personId, completion.lessonVersionId), completion]));
  let previousHash = GENESIS_HASH;
  return replayed.entries.map((entry, i) => {
    const completion = lessons.get(entry.key);
    const source = completion ? lessonSource(completion, story) : story.sources.get(entry.key);
    if (!source) throw new Error(`an entry comes from nothing: ${entry.key}`);
    const content: EntryContent = {
      id: entryId(entry.key, source.atMs),
      personId,
      sequence: i + 1,
      kind: entry.kind,
      sourceId: source.sourceId,
      key: entry.key,
      units: entry.units,
      date: entry.date,
      year: entry.year,
      policyVersion: entry.policy,
      regionId: region.id,
      organisationId: null,
      reverses: null,
      recordedAt: source.atMs,
      evidence: source.evidence,
    };
    const sealed: SealedEntry = sealEntry(content, previousHash);
    previousHash = sealed.hash;
    return { ...sealed, evidence: source.evidence, regionPath: region.path, recordedAt: new Date(sealed.recordedAt) };
  });
}

/** What CompletionService writes as evidence. */
function lessonSource(completion: LessonCompletion, story: Story): { sourceId: string; atMs: number; evidence: JsonValue & object } {
  const { course, lesson } = story.watched.get(completion.lessonVersionId)!;
  const { coverage, refusedSeconds, round, playSessionId, completedAt, sittings, refusals } = completion;
  const place = { title: lesson.content.title, courseId: course.id, courseTitle: course.content.title, durationSeconds: lesson.seconds };
  const evidence = lessonEvidenceOf(place, { coverage, refusedSeconds, round, playSessionId, completedMs: completedAt.getTime(), sittings, refusals });
  return { sourceId: completion.lessonVersionId, atMs: completion.completedAt.getTime(), evidence: { ...evidence } };
}
