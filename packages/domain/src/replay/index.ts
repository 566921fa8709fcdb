export { ScenarioFault } from './fault.js';
export { policyRulesSchema } from './policy-rules.js';
export { replay } from './replay.js';
export type { ReplayResult } from './result.js';
export { type EventOf, type EventType, type Scenario, type ScenarioEvent, type ScenarioInput, parseScenario } from './scenario.js';
export type { RefusedWhy } from './world.js';
