/** Runs a scenario through the rules of this package (scenario-format.md). */
import { shanghaiDate, yearStartsAt } from '../calendar.js';
import { entryKey } from '../ledger.js';
import { close } from './closing.js';
import { attend, grant, post, quiz, reverse, transfer, verify } from './earning.js';
import { type ReplayResult, resultOf } from './result.js';
import type { EventOf, EventType, Scenario } from './scenario.js';
import { open, presenceAnswered, presenceAsked, report } from './watching.js';
import { type Step, type World, newWorld } from './world.js';

const HANDLERS: { [Type in EventType]: (step: Step<EventOf<Type>>) => void } = {
  open,
  report,
  presenceAsked,
  presenceAnswered,
  verify,
  quiz,
  attend,
  grant,
  transfer,
  reverse,
  close,
};

/**
 * Runs a scenario: no clock but its own times, no chance, no input or output.
 *
 * @param scenario checked by `parseScenario`
 * @throws ScenarioFault when an event refers to what does not exist, or cannot happen when it does
 */
export function replay(scenario: Scenario): ReplayResult {
  const world = newWorld(scenario);
  postOpeningUnits(world, scenario);
  scenario.events.forEach((event, i) => dispatch(world, event, `$.events[${i}]`));
  return resultOf(world);
}

/** Units already held are grants dated 1 January of their year. */
function postOpeningUnits(world: World, scenario: Scenario): void {
  for (const { id, openingUnits } of scenario.people) {
    const person = world.people.get(id)!;
    for (const [year, units] of Object.entries(openingUnits)) {
      const key = entryKey.opening(id, Number(year));
      post(world, { person, key, kind: 'grant', units, date: `${year}-01-01`, atMs: yearStartsAt(Number(year)) });
    }
  }
}

function dispatch<Type extends EventType>(world: World, event: EventOf<Type>, path: string): void {
  const handle = HANDLERS[event.type];
  const atMs = Date.parse(event.at);
  handle({ world, event, atMs, date: shanghaiDate(atMs), path });
}
