/** Events of watching: opening, report, presence (credit-rules.md 2–9). */
import { progressFor } from '../progress.js';
import { type RangeFault, answerPresence, askPresence, newSession, openSession, receiveReport, validateRanges } from '../watch.js';
import { completeLesson } from './earning.js';
import { ScenarioFault } from './fault.js';
import type { EventOf } from './scenario.js';
import { type Step, type WorldPerson, refer, refuse } from './world.js';

const RANGE_FAULTS: Record<RangeFault['why'], string> = {
  not_whole: 'not whole seconds',
  out_of_bounds: 'outside the lesson',
  reversed: 'ends where it begins or before',
  too_many: 'too many ranges for one report',
};

export function open({ world, event, atMs, path }: Step<EventOf<'open'>>): void {
  const person = refer(world.people, event.person, `${path}.person`);
  const lesson = refer(world.lessons, event.lesson, `${path}.lesson`);
  if (world.sessions.has(event.session)) throw new ScenarioFault(`${path}.session`, `used twice: ${JSON.stringify(event.session)}`);
  person.clock = openSession(person.clock, event.session, atMs).clock;
  world.sessions.set(event.session, { person, lesson, state: newSession(event.session, atMs) });
}

export function report(step: Step<EventOf<'report'>>): void {
  const { world, event, atMs, date, path } = step;
  const session = refer(world.sessions, event.session, `${path}.session`);
  const { person, lesson } = session;
  const fault = validateRanges(event.ranges, lesson.seconds);
  if (fault !== null) throw new ScenarioFault(`${path}.ranges[${fault.index}]`, RANGE_FAULTS[fault.why]);

  const progress = progressFor(person.progress.get(lesson.id) ?? null, date);
  const outcome = receiveReport({
    clock: clockOf(person),
    session: session.state,
    coverage: progress.coverage,
    duration: lesson.seconds,
    report: event,
    nowMs: atMs,
  });
  const { refused } = outcome;
  if (refused !== null && (refused.seconds > 0 || refused.why === 'duplicate')) {
    refuse(step, person, refused.why, { session: event.session, seq: event.seq, seconds: refused.seconds });
  }
  if (refused?.why === 'duplicate') return;

  person.clock = outcome.clock;
  session.state = outcome.session;
  const covered = { ...progress, coverage: outcome.coverage };
  const completesNow = progress.completedOn === null && outcome.complete;
  person.progress.set(lesson.id, completesNow ? completeLesson(step, session, covered) : covered);
}

export function presenceAsked({ world, event, atMs, path }: Step<EventOf<'presenceAsked'>>): void {
  const session = refer(world.sessions, event.session, `${path}.session`);
  session.state = askPresence(session.state, atMs);
}

export function presenceAnswered({ world, event, atMs, path }: Step<EventOf<'presenceAnswered'>>): void {
  const session = refer(world.sessions, event.session, `${path}.session`);
  const answered = answerPresence({ clock: clockOf(session.person), session: session.state, nowMs: atMs });
  session.person.clock = answered.clock;
  session.state = answered.session;
}

function clockOf(person: WorldPerson) {
  if (person.clock === null) throw new Error('a session exists, so its person has a clock');
  return person.clock;
}
