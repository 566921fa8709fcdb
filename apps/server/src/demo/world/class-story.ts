import { entryKey, shanghaiDate, unitsOfCredits } from '@xuexi/domain';
import { GRANTS } from '../content/activities.js';
import { type ClassSession, type ClassSessions, monthKey } from './class-sessions.js';
import { demoId } from './demo-id.js';
import { DAY_MS, MINUTE_MS, atTimeOfDay } from './demo-time.js';
import { Dice } from './dice.js';
import type { LearnerProfile } from './learner-profiles.js';
import { codesUpward } from './region-rows.js';
import { type Story, iso } from './story.js';

const LEAVES_EARLY_SHARE = 0.04;
const FORGETS_SIGN_OUT_SHARE = 0.02;
const GRANTED_SHARE = 0.07;
/** Hours that nobody could attend are not saved up for ever. */
const MOST_HOURS_LEFT = 4;
const FEWEST_HOURS = 1;

/** Tells which classes a learner attends near their home, and what an administrator grants them. */
export class ClassStory {
  private readonly dice: Dice;

  constructor(
    private readonly story: Story,
    private readonly profile: LearnerProfile,
    private readonly nowMs: number,
  ) {
    this.dice = new Dice(`${profile.key}:classes`);
  }

  /** Month by month, until the hours that the learner looks for are found. */
  attend(sessions: ClassSessions): void {
    const { communityCode, joinedMs, classHoursIn } = this.profile;
    let hours = 0;
    for (const month of monthsBetween(joinedMs, this.nowMs)) {
      hours = Math.min(hours, MOST_HOURS_LEFT) + classHoursIn(month);
      const near = codesUpward(communityCode).flatMap((code) => sessions.get(monthKey(code, month)) ?? []);
      hours -= this.attendSome(near.filter(({ startMs }) => startMs > joinedMs), hours);
    }
  }

  /** An administrator honours what some have done outside of classes. */
  receiveGrant(): void {
    const { key, verifiedMs } = this.profile;
    if (verifiedMs === null || !this.dice.chance(GRANTED_SHARE)) return;
    const atMs = atTimeOfDay(verifiedMs + this.dice.between(20, 300) * DAY_MS, 10 * 60 + this.dice.whole(0, 59));
    if (atMs >= this.nowMs) return;
    const { title, reason, credits } = this.dice.pick(GRANTS);
    const id = demoId(`grant:${key}`, atMs);
    const date = shanghaiDate(atMs);
    this.story.events.push({ at: iso(atMs), type: 'grant', person: this.story.personId, id, units: unitsOfCredits(credits), date, reason, approvals: 1 });
    this.story.sources.set(entryKey.grant(id), { sourceId: id, atMs, evidence: { title, reason, documentId: null } });
  }

  /** @returns the hours attended, at most one session a date */
  private attendSome(near: readonly ClassSession[], hours: number): number {
    let left = hours;
    let open = near;
    while (left >= FEWEST_HOURS) {
      const fitting = open.filter(({ classHours }) => classHours <= left + 0.5);
      if (fitting.length === 0) break;
      const session = this.dice.weighted(fitting, ({ title }) => new Dice(`${this.profile.key}:likes:${title}`).between(0.1, 1));
      this.attendOne(session);
      left -= session.classHours;
      open = open.filter(({ date }) => date !== session.date);
    }
    return hours - left;
  }

  private attendOne(session: ClassSession): void {
    const { story, dice } = this;
    const { classHours, scheduledMinutes } = session;
    const presentMinutes = dice.chance(LEAVES_EARLY_SHARE) ? dice.whole(Math.ceil(scheduledMinutes * 0.3), Math.floor(scheduledMinutes * 0.75)) : scheduledMinutes - dice.whole(0, 7);
    const signedOut = !dice.chance(FORGETS_SIGN_OUT_SHARE);
    const signedInMs = session.endMs - presentMinutes * MINUTE_MS;
    story.events.push({ at: iso(session.endMs), type: 'attend', person: story.personId, activity: session.id, classHours, scheduledMinutes, presentMinutes, signedOut });
    story.sources.set(entryKey.attend(story.personId, session.id), {
      sourceId: session.id,
      atMs: session.endMs,
      evidence: {
        title: `${session.title} · ${session.venue}`,
        classHours,
        scheduledMinutes,
        presentMinutes,
        signedInAt: iso(signedInMs),
        signedOutAt: signedOut ? iso(session.endMs) : null,
      },
    });
  }
}

/** Months 'YYYY-MM' that both instants and all between them fall into. */
function monthsBetween(fromMs: number, toMs: number): string[] {
  const months = new Set<string>();
  for (let ms = fromMs; ms < toMs; ms += DAY_MS) months.add(shanghaiDate(ms).slice(0, 7));
  return [...months.add(shanghaiDate(toMs).slice(0, 7))];
}
