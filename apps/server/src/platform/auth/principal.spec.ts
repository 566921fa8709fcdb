import { PERMISSIONS, type Permission, ROLES, roleCan } from '@xuexi/domain';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Grant, Principal } from './principal.js';
import { isWithinScope } from './scope.js';

const path = fc.array(fc.constantFrom('aa', 'ab', 'ba', 'bb'), { maxLength: 4 }).map((ids) => ids.map((id) => `${id}/`).join(''));
const grant = fc.record<Grant>({ role: fc.constantFrom(...ROLES), regionId: fc.constant(null), regionPath: path });
const permission = fc.constantFrom(...(Object.keys(PERMISSIONS) as Permission[]));

const principalWith = (grants: Grant[]) => new Principal('account', 'person', 'session', grants);

test('the scope of a permission reaches what some one grant reaches, role and region together', () => {
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 5 }), permission, path, (grants, asked, region) => {
      const reached = grants.some((held) => roleCan(held.role, asked) && region.startsWith(held.regionPath));
      expect(isWithinScope(region, principalWith(grants).scope(asked))).toBe(reached);
    }),
  );
});

test('the scope names no region that another one of it contains', () => {
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 5 }), permission, (grants, asked) => {
      const scope = principalWith(grants).scope(asked);
      for (const [i, one] of scope.entries()) {
        expect(scope.some((other, j) => i !== j && one.startsWith(other))).toBe(false);
      }
    }),
  );
});

test('a permission is held exactly when it has a scope', () => {
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 3 }), permission, (grants, asked) => {
      const principal = principalWith(grants);
      expect(principal.can(asked)).toBe(principal.scope(asked).length > 0);
    }),
  );
});

test('a role over one region and another role over a second are never combined', () => {
  const principal = principalWith([
    { role: 'region_admin', regionId: 'aa', regionPath: 'aa/' },
    { role: 'reviewer', regionId: 'bb', regionPath: 'bb/' },
  ]);
  expect(principal.scope('reports.read')).toEqual(['aa/']);
  expect(principal.scope('course.review')).toEqual(['bb/']);
});
