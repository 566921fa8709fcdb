import { DEFAULT_PRESET, PRESENCE_LIMIT_MS, PRESETS, REPORT_EVERY_SECONDS, entryKey, nextPresenceAt, quizEvidenceOf, requiredSeconds, shanghaiDate } from '@xuexi/domain';
import { QUIZZES } from '../content/quizzes/index.js';
import type { QuizContent } from '../content/quizzes/quiz-content.js';
import type { DemoCourse, DemoLesson } from './demo-courses.js';
import { demoId } from './demo-id.js';
import { DAY_MS, MINUTE_MS, atTimeOfDay } from './demo-time.js';
import { Dice } from './dice.js';
import type { CoursePlan, LearnerProfile } from './learner-profiles.js';
import { type Story, iso } from './story.js';

/** From the player to the server. */
const LATENCY_MS = 260;
const BETWEEN_LESSONS_MS = [15_000, 90_000] as const;
const INTERRUPTED_SHARE = 0.1;
const LEAVES_EARLY_SHARE = 0.12;
/** Fifths of the points, one of which an attempt comes to. */
const QUIZ_SCORES = [2, 3, 4, 5] as const;
export const QUIZ_PASS_SHARE = PRESETS[DEFAULT_PRESET].quiz.passPercent / 100;
const QUIZ_ATTEMPTS = 3;

/** Tells how a learner watches the lessons of their courses and takes the quizzes. */
export class WatchingStory {
  private readonly dice: Dice;
  /** By date, when the learner has time again. */
  private readonly freeFrom = new Map<string, number>();

  constructor(
    private readonly story: Story,
    private readonly profile: LearnerProfile,
    private readonly nowMs: number,
  ) {
    this.dice = new Dice(`${profile.key}:watching`);
  }

  /** A course evening by evening, as far as the plan and the present day let it go. */
  follow(course: DemoCourse, plan: CoursePlan): void {
    const lessons = course.lessons.slice(0, plan.lessons);
    let eveningMs = this.eveningAfter(plan.beginsMs);
    while (lessons.length > 0) {
      let atMs: number | null = Math.max(eveningMs, this.freeFrom.get(shanghaiDate(eveningMs)) ?? 0);
      for (let i = 0; i < plan.lessonsAnEvening && lessons.length > 0; i += 1) {
        const lesson = lessons[0]!;
        const interrupted = lessons.length > 1 && this.dice.chance(INTERRUPTED_SHARE);
        const share = interrupted ? this.dice.between(0.3, 0.7) : lessons.length === 1 ? plan.lastShare : 1;
        atMs = this.watch(course, lesson, atMs, share);
        if (atMs === null) return;
        if (interrupted) break;
        lessons.shift();
      }
      eveningMs += plan.paceDays * DAY_MS;
    }
    const quiz = QUIZZES[course.content.key];
    if (quiz && plan.takesQuiz && plan.lessons >= course.lessons.length && plan.lastShare === 1) this.takeQuiz(course, quiz, this.lastReportMs(course));
  }

  private eveningAfter(ms: number): number {
    const evening = atTimeOfDay(ms, this.profile.watchesAt);
    return evening > ms ? evening : evening + DAY_MS;
  }

  /**
   * One play session: reports every 15 s and at the end (credit-rules.md 2).
   * @returns when the learner is free again, or null when the end lies in the future, and nothing happens
   */
  private watch(course: DemoCourse, lesson: DemoLesson, startMs: number, share: number): number | null {
    const { story, profile } = this;
    const watched = story.watched.get(lesson.lessonVersionId) ?? { course, lesson, reports: [] };
    const from = watched.reports.at(-1)?.range[1] ?? 0;
    const to = Math.max(from + 1, this.stopsAt(lesson, share));
    const endMs = startMs + Math.ceil(((to - from) / profile.rate) * 1000) + LATENCY_MS;
    if (endMs >= this.nowMs) return null;

    const session = demoId(`play:${profile.key}:${lesson.key}:${startMs}`, startMs);
    story.events.push({ at: iso(startMs), type: 'open', person: story.personId, session, lesson: lesson.lessonVersionId });
    let seq = 0;
    for (let played = from; played < to; ) {
      seq += 1;
      const next = Math.min(to, Math.floor(from + seq * REPORT_EVERY_SECONDS * profile.rate));
      const atMs = next === to ? endMs : startMs + seq * REPORT_EVERY_SECONDS * 1000 + LATENCY_MS;
      story.events.push({ at: iso(atMs), type: 'report', session, seq, ranges: [[played, next]], rate: profile.rate });
      watched.reports.push({ atMs, playSessionId: session, range: [played, next] });
      played = next;
    }
    story.playSessions.push({
      id: session,
      personId: story.personId,
      lessonVersionId: lesson.lessonVersionId,
      courseVersionId: course.versionId,
      durationSeconds: lesson.seconds,
      openedAt: new Date(startMs),
      lastSeq: seq,
      presenceDueAt: new Date(nextPresenceAt(startMs, this.dice.share())),
      presenceLimitMs: PRESENCE_LIMIT_MS,
      presenceAskedAt: null,
      device: null,
    });
    story.watched.set(lesson.lessonVersionId, watched);
    story.joined.set(course, Math.min(startMs, story.joined.get(course) ?? startMs));
    const freeMs = endMs + Math.floor(this.dice.between(...BETWEEN_LESSONS_MS));
    this.freeFrom.set(shanghaiDate(startMs), freeMs);
    return freeMs;
  }

  /** Some go as soon as the lesson counts as complete. */
  private stopsAt({ seconds }: DemoLesson, share: number): number {
    if (share < 1) return Math.floor(seconds * share);
    return this.dice.chance(LEAVES_EARLY_SHARE) ? this.dice.whole(requiredSeconds(seconds), seconds) : seconds;
  }

  private lastReportMs(course: DemoCourse): number {
    return Math.max(...course.lessons.map((lesson) => this.story.watched.get(lesson.lessonVersionId)?.reports.at(-1)?.atMs ?? 0));
  }

  /** Tries on one evening after the other until the quiz is passed. */
  private takeQuiz(course: DemoCourse, { settings: { title, draws } }: QuizContent, finishedMs: number): void {
    const { story } = this;
    const maxPoints = draws.reduce((sum, { count, points }) => sum + count * points, 0);
    for (let attempt = 1; attempt <= QUIZ_ATTEMPTS; attempt += 1) {
      const atMs = finishedMs + (attempt - 1) * DAY_MS + this.dice.whole(3, 8) * MINUTE_MS;
      if (atMs >= this.nowMs) return;
      const score = this.dice.weighted(QUIZ_SCORES, (number) => number - 1) / 5;
      story.events.push({ at: iso(atMs), type: 'quiz', person: story.personId, course: course.versionId, score });
      const attemptId = quizAttemptId(story.personId, course.versionId, atMs);
      const done = { attemptId, attempt, points: Math.round(score * maxPoints), maxPoints, passPercent: QUIZ_PASS_SHARE * 100, submittedMs: atMs };
      story.sources.set(entryKey.quiz(story.personId, course.versionId), { sourceId: course.versionId, atMs, evidence: { ...quizEvidenceOf({ title, courseId: course.id, courseTitle: course.content.title }, done) } });
      if (score >= QUIZ_PASS_SHARE) return;
    }
  }
}

/** Of the attempt that was handed in at a moment. */
export function quizAttemptId(personId: string, courseVersionId: string, atMs: number): string {
  return demoId(`attempt:${personId}:${courseVersionId}:${iso(atMs)}`, atMs);
}
