/** Stands in for `@jest/globals`: gathers the tests of the spec files that are imported, so that each can be run by itself, many times. */
import { expect } from 'expect';
import { bind } from 'jest-each';

/** @type {{ name: string, run: () => unknown }[]} */
let gathered = [];
/** Names of the groups that are being declared, from the outermost in. */
const groups = [];

function it(name, run) {
  gathered.push({ name: [...groups, name].join(' '), run });
}

function describe(name, declare) {
  groups.push(name);
  declare();
  groups.pop();
}

it.each = bind(it, false);
describe.each = bind(describe, false);

/** The tests that were declared since the last call. */
export function takeTests() {
  const tests = gathered;
  gathered = [];
  return tests;
}

export { describe, expect, it, it as test };
