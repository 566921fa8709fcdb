import { describe, expect, it } from '@jest/globals';
import { CATEGORY_SEED } from './categories.js';
import fc from 'fast-check';
import { type HeldRole, PERMISSIONS, ROLES, ROLE_NAMES, isInstallationWide, mayGrantRole, needsSecondFactor, permissionsOf, roleCan, rolesGrantableBy } from './permissions.js';

describe('the table of permissions', () => {
  it('knows every permission that it gives, once', () => {
    for (const role of ROLES) {
      const given = permissionsOf(role);
      expect(new Set(given).size).toBe(given.length);
      expect(given.every((permission) => permission in PERMISSIONS)).toBe(true);
    }
  });

  it('gives every permission to some role', () => {
    const given = new Set(ROLES.flatMap(permissionsOf));
    expect(Object.keys(PERMISSIONS).filter((permission) => !given.has(permission as keyof typeof PERMISSIONS))).toEqual([]);
  });

  it('lets everyone learn', () => {
    expect(ROLES.every((role) => roleCan(role, 'learning.watch') && roleCan(role, 'credits.read_own'))).toBe(true);
  });

  it('keeps writing and approving a course apart', () => {
    expect(ROLES.filter((role) => roleCan(role, 'course.write'))).toEqual(['instructor']);
    expect(ROLES.filter((role) => roleCan(role, 'course.review'))).toEqual(['reviewer']);
  });

  it('keeps figures from those who do not administer', () => {
    expect(ROLES.filter((role) => roleCan(role, 'reports.read'))).toEqual(['region_admin', 'platform_admin']);
    expect(ROLES.filter((role) => roleCan(role, 'closing.run'))).toEqual(['platform_admin']);
  });

  it('asks a second factor of those who answer for others, and of nobody else', () => {
    expect(ROLES.filter(needsSecondFactor)).toEqual(['reviewer', 'clerk', 'region_admin', 'platform_admin']);
  });

  it('holds over the whole installation for platform admins alone', () => {
    expect(ROLES.filter(isInstallationWide)).toEqual(['platform_admin']);
  });

  it('lets no role grant more than it may, and nobody the role that everyone has', () => {
    const below = ['instructor', 'reviewer', 'clerk', 'region_admin'];
    expect(Object.fromEntries(ROLES.map((role) => [role, rolesGrantableBy(role)]))).toEqual({
      learner: [], instructor: [], reviewer: [], clerk: [], region_admin: below, platform_admin: [...below, 'platform_admin'],
    });
  });

  it('names every role in Chinese', () => {
    expect(ROLES.map((role) => ROLE_NAMES[role])).toEqual(['学员', '教师', '审核员', '窗口工作人员', '区域管理员', '平台管理员']);
  });
});

describe('granting a role', () => {
  const path = fc.array(fc.constantFrom('aa', 'ab', 'ba'), { maxLength: 3 }).map((ids) => ids.map((id) => `${id}/`).join(''));
  const role = fc.constantFrom(...ROLES);
  const held = fc.array(fc.record<HeldRole>({ role, regionPath: path }), { maxLength: 4 });

  it.each<[string, HeldRole[], HeldRole, boolean]>([
    ['an admin of the district makes a clerk of a street', [{ role: 'region_admin', regionPath: 'a/' }], { role: 'clerk', regionPath: 'a/b/' }, true],
    ['an admin of the district makes one of the same district', [{ role: 'region_admin', regionPath: 'a/' }], { role: 'region_admin', regionPath: 'a/' }, true],
    ['an admin of the district makes no clerk of the city', [{ role: 'region_admin', regionPath: 'a/b/' }], { role: 'clerk', regionPath: 'a/' }, false],
    ['an admin of the district makes no platform admin', [{ role: 'region_admin', regionPath: 'a/' }], { role: 'platform_admin', regionPath: 'a/' }, false],
    ['an admin of all regions gives nothing over the whole installation', [{ role: 'region_admin', regionPath: '' }], { role: 'clerk', regionPath: '' }, false],
    ['a platform admin does', [{ role: 'platform_admin', regionPath: '' }], { role: 'platform_admin', regionPath: '' }, true],
    ['a clerk grants nothing', [{ role: 'clerk', regionPath: '' }], { role: 'clerk', regionPath: 'a/' }, false],
    ['an admin here and a clerk there are not one grant', [{ role: 'region_admin', regionPath: 'a/' }, { role: 'clerk', regionPath: 'b/' }], { role: 'clerk', regionPath: 'b/' }, false],
    ['learner is no role to give', [{ role: 'platform_admin', regionPath: '' }], { role: 'learner', regionPath: 'a/' }, false],
  ])('%s', (_, holds, asked, allowed) => {
    expect(mayGrantRole(holds, asked.role, asked.regionPath)).toBe(allowed);
  });

  it('never reaches further than one of the grants held, nor to a role that it may not give', () => {
    fc.assert(
      fc.property(held, role, path, (holds, asked, at) => {
        if (!mayGrantRole(holds, asked, at)) return;
        expect(holds.some((grant) => at.startsWith(grant.regionPath) && rolesGrantableBy(grant.role).includes(asked))).toBe(true);
      }),
    );
  });
});

describe('the first categories', () => {
  it('are the nine heads and 智能技术, each with its own code', () => {
    expect(CATEGORY_SEED).toHaveLength(10);
    expect(new Set(CATEGORY_SEED.map((category) => category.code)).size).toBe(10);
    expect(CATEGORY_SEED.at(-1)?.name).toBe('智能技术');
  });
});
