import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isWithinScope, withinScope } from './scope.js';

/** Paths of a small tree, so that ancestors, siblings and descendants meet often. Ids of one length, as real ones. */
const path = fc.array(fc.constantFrom('aa', 'ab', 'ba', 'bb'), { maxLength: 4 }).map((ids) => ids.map((id) => `${id}/`).join(''));

const isUnder = (inner: string, outer: string) => {
  const [a, b] = [inner.split('/').slice(0, -1), outer.split('/').slice(0, -1)];
  return b.every((id, i) => a[i] === id);
};

/** What MariaDB does with LIKE, for patterns whose only wildcard is the `%` at the end. */
const like = (value: string, pattern: string) => value.startsWith(pattern.slice(0, -1));

test('a path is within a scope exactly when it is one of its regions or lies under one', () => {
  fc.assert(
    fc.property(path, fc.array(path, { maxLength: 4 }), (of, scope) => {
      expect(isWithinScope(of, scope)).toBe(scope.some((outer) => isUnder(of, outer)));
    }),
  );
});

test('the condition in SQL says the same as the check in code', () => {
  fc.assert(
    fc.property(path, fc.array(path, { maxLength: 4 }), (of, scope) => {
      const { sql, params } = withinScope('region_path', scope);
      expect(sql.split('?').length - 1).toBe(params.length);
      const holds = sql === 'TRUE' || (sql !== 'FALSE' && params.some((pattern) => like(of, pattern)));
      expect(holds).toBe(isWithinScope(of, scope));
    }),
  );
});

test('no scope is nothing, and never everything', () => {
  expect(withinScope('region_path', [])).toEqual({ sql: 'FALSE', params: [] });
  expect(isWithinScope('aa/', [])).toBe(false);
});
