import { describeWorkedExamples } from '../../test/worked-examples.js';
import { parseScenario, replay } from './index.js';

describeWorkedExamples('by the rules', (scenario) => replay(parseScenario(scenario)));
