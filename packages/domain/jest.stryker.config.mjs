import base from './jest.config.mjs';

/** Mutants are tried by the tables: random histories take too long to be run some thousand times, and the command line is no rule. */
export default { ...base, testPathIgnorePatterns: [...base.testPathIgnorePatterns, '\\.property\\.spec\\.ts$', '/cli/'] };
