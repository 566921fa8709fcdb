/**
 * scenario-format.md and rules 8–16 of credit-rules.md once more, as naively as possible: one mutable object, flags that
 * events flip, sums over plain lists, dates from the zone database. Tests hold `replay` against it. Only the types of
 * scenario and result come from `src`.
 */
import type { ReplayResult, Scenario, ScenarioEvent } from '../src/replay/index.js';
import { NaivePerson, type NaiveSession } from './naive-watch.js';

const ZONE = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });
const day = (iso: string) => ZONE.format(new Date(iso));
const isClosed = (year: number, iso: string) => day(iso) >= `${year + 1}-01-16`;

type Entry = ReplayResult['entries'][number] & { person: string; at: string };
type Statement = ReplayResult['statements'][number];

/** The event cannot happen. */
export class Impossible extends Error {}

export class NaiveReplay {
  private readonly watchers = new Map<string, NaivePerson>();
  private readonly verified = new Set<string>();
  private readonly sessions = new Map<string, { watch: NaiveSession; person: string; lesson: string }>();
  private readonly rounds = new Map<string, { seconds: Set<number>; completed: string | null; unpaid: boolean }>();
  private readonly done = new Set<string>();
  private readonly attempts: string[] = [];
  private readonly entries: Entry[] = [];
  private readonly statements: Statement[] = [];
  private readonly completions: ReplayResult['completions'] = [];
  private readonly refused: { owner: string; at: string; row: ReplayResult['refused'][number] }[] = [];

  constructor(private readonly scenario: Omit<Scenario, 'events'>) {
    for (const { id, verifiedAt, openingUnits } of scenario.people) {
      for (const [year, units] of Object.entries(openingUnits)) {
        const at = new Date(`${year}-01-01T00:00:00+08:00`).toISOString();
        this.post(id, `opening:${id}:${year}`, 'grant', units, `${year}-01-01`, at);
        this.entries.at(-1)!.provisional = !(verifiedAt !== null && verifiedAt <= at);
      }
    }
  }

  /** Does one event; throws Impossible before anything has changed. */
  step(event: ScenarioEvent): void {
    this.verifyUntil(event.at);
    switch (event.type) {
      case 'open':
        return this.open(event.person, event.session, event.lesson, event.at);
      case 'report':
        return this.report(event);
      case 'presenceAsked':
        this.session(event.session).watch.asked ??= Date.parse(event.at);
        return;
      case 'presenceAnswered':
        return this.session(event.session).watch.person.answer(this.session(event.session).watch, Date.parse(event.at));
      case 'verify':
        return this.verify(this.person(event.person), event.at);
      case 'quiz':
        return this.quiz(event);
      case 'attend':
        return this.attend(event);
      case 'grant':
        return this.grant(event);
      case 'transfer': {
        const key = `transfer:${event.issuer}:${event.id}`;
        const row = { person: this.person(event.person), issuer: event.issuer, id: event.id };
        if (isClosed(Number(event.date.slice(0, 4)), event.at)) return this.refuse(event, row.person, row, 'year_closed');
        if (this.find(key)) return this.refuse(event, row.person, row, 'already_posted');
        return this.post(row.person, key, 'transfer', event.units, event.date, event.at);
      }
      case 'reverse':
        return this.reverse(event);
      case 'close':
        return this.close(event.year, event.at);
    }
  }

  result(): ReplayResult {
    this.verifyUntil('9999');
    const text = (value: string | number) => (typeof value === 'number' ? String(value).padStart(20, '0') : value);
    const sort = <Row>(rows: Row[], key: (row: Row) => (string | number)[]) =>
      rows
        .map((row) => ({ row, key: key(row).map(text).join('\u0000') }))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
        .map(({ row }) => row);
    const totals = new Map<string, ReplayResult['totals'][number]>();
    for (const { person, year } of this.entries) {
      const units = this.counted(person, year);
      const hundredths = units < 0 ? -Math.floor(-units / 1_080) : Math.floor(units / 1_080);
      totals.set(`${person} ${year}`, { person, year, units, credits: (hundredths / 100).toFixed(2), targetMet: units >= 2_160_000 });
    }
    return {
      coverage: sort(
        [...this.rounds].map(([key, round]) => {
          const [person, lesson] = key.split(' ') as [string, string];
          return { person, lesson, seconds: round.seconds.size };
        }),
        (row) => [row.person, row.lesson],
      ),
      completions: sort(this.completions, (row) => [row.person, row.at, row.lesson]),
      entries: sort(this.entries, (row) => [row.person, row.at, row.key]).map(({ key, kind, units, date, year, policy, provisional }) => {
        return { key, kind, units, date, year, policy, provisional };
      }),
      totals: sort([...totals.values()], (row) => [row.person, row.year]),
      statements: sort(this.statements, (row) => [row.person, row.year, row.version]),
      refused: sort(this.refused, (row) => [row.owner, row.at]).map(({ row }) => row),
    };
  }

  private open(person: string, session: string, lesson: string, at: string): void {
    this.person(person);
    this.lesson(lesson);
    if (this.sessions.has(session)) throw new Impossible('session');
    const watcher = this.watchers.get(person) ?? new NaivePerson();
    this.watchers.set(person, watcher);
    this.sessions.set(session, { watch: watcher.open(Date.parse(at)), person, lesson });
  }

  private report(event: Extract<ScenarioEvent, { type: 'report' }>): void {
    const { watch, person, lesson } = this.session(event.session);
    const { seconds: length } = this.lesson(lesson);
    if (event.ranges.some(([from, to]) => from >= to || to > length)) throw new Impossible('ranges');
    const key = `${person} ${lesson}`;
    const today = day(event.at);
    const stored = this.rounds.get(key);
    const renew = stored === undefined || (stored.unpaid && stored.completed !== null && stored.completed < today);
    const round = renew ? { seconds: new Set<number>(), completed: null, unpaid: false } : stored;
    const refusal = watch.person.report(watch, Date.parse(event.at), event.seq, event.ranges, round.seconds);
    if (refusal.seconds > 0 || refusal.why === 'duplicate') {
      this.refuse(event, person, { session: event.session, seq: event.seq, seconds: refusal.seconds }, refusal.why);
    }
    if (refusal.why === 'duplicate') return;
    this.rounds.set(key, round);
    if (round.completed !== null || round.seconds.size * 10 < length * 9) return;

    round.completed = today;
    const policy = this.policy(today);
    const credited = policy.perSecond !== null && this.sum(person, today, ['lesson', 'course']) < policy.cap;
    round.unpaid = !credited && policy.perSecond !== null;
    if (credited) this.post(person, `lesson:${person}:${lesson}`, 'lesson', policy.perSecond!(length), today, event.at);
    this.completions.push({ person, lesson, at: event.at, date: today, credited });
    this.done.add(`lesson ${person} ${lesson}`);
    this.finish(person, event.at, lesson);
  }

  private quiz(event: Extract<ScenarioEvent, { type: 'quiz' }>): void {
    const person = this.person(event.person);
    const course = this.scenario.courses.find(({ id }) => id === event.course);
    if (course === undefined || !course.quiz) throw new Impossible('quiz');
    const row = { person, course: course.id };
    const attempt = `${person} ${course.id} ${day(event.at)}`;
    if (this.attempts.filter((made) => made === attempt).length === 3) return this.refuse(event, person, row, 'attempts');
    this.attempts.push(attempt);
    if (event.score < 0.6) return this.refuse(event, person, row, 'threshold');
    if (this.done.has(`quiz ${person} ${course.id}`)) return this.refuse(event, person, row, 'already_posted');
    this.done.add(`quiz ${person} ${course.id}`);
    if (this.policy(day(event.at)).perSecond !== null) this.post(person, `quiz:${person}:${course.id}`, 'quiz', 54_000, day(event.at), event.at);
    this.finish(person, event.at, course.lessons[0]!.id);
  }

  private attend(event: Extract<ScenarioEvent, { type: 'attend' }>): void {
    const person = this.person(event.person);
    const key = `attend:${person}:${event.activity}`;
    const row = { person, activity: event.activity };
    if (!event.signedOut || event.presentMinutes / event.scheduledMinutes < 0.8) return this.refuse(event, person, row, 'threshold');
    if (this.find(key)) return this.refuse(event, person, row, 'already_posted');
    const left = 6 * 108_000 - this.sum(person, day(event.at), ['attend']);
    if (left === 0) return this.refuse(event, person, row, 'daily_hours');
    this.post(person, key, 'attend', Math.min(left, event.classHours * 108_000), day(event.at), event.at);
  }

  private grant(event: Extract<ScenarioEvent, { type: 'grant' }>): void {
    const person = this.person(event.person);
    const row = { person, id: event.id };
    if (event.units > 540_000 && Number(event.approvals) < 2) return this.refuse(event, person, row, 'approval');
    if (this.find(`grant:${event.id}`)) return this.refuse(event, person, row, 'already_posted');
    this.post(person, `grant:${event.id}`, 'grant', event.units, event.date, event.at);
    this.restate(this.entries.at(-1)!, event.at);
  }

  private reverse(event: Extract<ScenarioEvent, { type: 'reverse' }>): void {
    const target = this.find(event.key);
    if (target === undefined) throw new Impossible('key');
    const key = `reverse:${event.key}`;
    if (event.key.startsWith('reverse:') || this.find(key)) return this.refuse(event, target.person, { key: event.key }, 'already_posted');
    this.post(target.person, key, 'reversal', -target.units, day(event.at), event.at);
    const reversal = this.entries.at(-1)!;
    reversal.year = target.year;
    reversal.provisional = target.provisional;
    this.restate(reversal, event.at);
  }

  private close(year: number, at: string): void {
    if (!isClosed(year, at)) throw new Impossible('open');
    for (const { id } of this.scenario.people) {
      const counts = this.entries.some((entry) => entry.person === id && entry.year === year && !entry.provisional);
      const has = this.statements.some((row) => row.person === id && row.year === year);
      if (this.verified.has(id) && counts && !has) this.state(id, year);
    }
  }

  private restate(entry: Entry, at: string): void {
    if (isClosed(entry.year, at) && !entry.provisional) this.state(entry.person, entry.year);
  }

  private state(person: string, year: number): void {
    const before = this.statements.filter((row) => row.person === person && row.year === year);
    for (const row of before) row.status = 'revoked';
    const units = this.counted(person, year);
    this.statements.push({ person, year, version: before.length + 1, units, targetMet: units >= 2_160_000, status: 'valid' });
  }

  private finish(person: string, at: string, lesson: string): void {
    const course = this.scenario.courses.find(({ lessons }) => lessons.some(({ id }) => id === lesson))!;
    if (this.policy(day(at)).perSecond !== null || course.fixedUnits === null || this.find(`course:${person}:${course.id}`)) return;
    const watched = course.lessons.every(({ id }) => this.done.has(`lesson ${person} ${id}`));
    const passed = !course.quiz || this.done.has(`quiz ${person} ${course.id}`);
    if (watched && passed) this.post(person, `course:${person}:${course.id}`, 'course', course.fixedUnits, day(at), at);
  }

  private verifyUntil(at: string): void {
    for (const { id, verifiedAt } of this.scenario.people) if (verifiedAt !== null && verifiedAt <= at) this.verify(id, verifiedAt);
  }

  private verify(person: string, at: string): void {
    if (this.verified.has(person)) return;
    this.verified.add(person);
    for (const entry of this.entries) if (entry.person === person && !isClosed(entry.year, at)) entry.provisional = false;
  }

  private post(person: string, key: string, kind: Entry['kind'], units: number, date: string, at: string): void {
    const year = Number(date.slice(0, 4));
    this.entries.push({ person, at, key, kind, units, date, year, policy: this.policy(date).name, provisional: !this.verified.has(person) });
  }

  private counted(person: string, year: number): number {
    return this.entries.filter((entry) => entry.person === person && entry.year === year && !entry.provisional).reduce((sum, entry) => sum + entry.units, 0);
  }

  private sum(person: string, date: string, kinds: string[]): number {
    return this.entries
      .filter((entry) => entry.person === person && entry.date === date && kinds.includes(entry.kind))
      .reduce((sum, entry) => sum + entry.units, 0);
  }

  /** The presets, written out; the only override known is a smaller cap. */
  private policy(date: string): { name: string; perSecond: ((seconds: number) => number) | null; cap: number } {
    const { policy } = this.scenario;
    const spec = Array.isArray(policy) ? (policy.filter(({ from }) => from <= date).at(-1)?.policy ?? 'standard-2026') : policy;
    const preset = typeof spec === 'string' ? spec : spec.preset;
    const changed = typeof spec === 'string' ? undefined : spec.overrides?.dailyCapUnits;
    const perSecond = {
      'standard-2026': (seconds: number) => seconds * 40,
      'hour-60': (seconds: number) => seconds * 30,
      tiers: (seconds: number) => (seconds >= 1_800 ? 108_000 : seconds >= 900 ? 54_000 : 27_000),
      'course-fixed': null,
    }[preset];
    return { name: changed == null ? preset : `${preset}+overrides`, perSecond, cap: changed ?? 432_000 };
  }

  private refuse(event: ScenarioEvent, owner: string, row: Record<string, string | number>, why: string): void {
    this.refused.push({ owner, at: event.at, row: { at: event.at, type: event.type, ...row, why: why as ReplayResult['refused'][number]['why'] } });
  }

  private find(key: string): Entry | undefined {
    return this.entries.find((entry) => entry.key === key);
  }

  private person(id: string): string {
    if (!this.scenario.people.some((person) => person.id === id)) throw new Impossible('person');
    return id;
  }

  private lesson(id: string): { seconds: number } {
    const lesson = this.scenario.courses.flatMap((course) => course.lessons).find((known) => known.id === id);
    if (lesson === undefined) throw new Impossible('lesson');
    return lesson;
  }

  private session(id: string) {
    const session = this.sessions.get(id);
    if (session === undefined) throw new Impossible('session');
    return session;
  }
}
