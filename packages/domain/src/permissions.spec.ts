import { describe, expect, it } from '@jest/globals';
import { CATEGORY_SEED } from './categories.js';
import { PERMISSIONS, ROLES, ROLE_NAMES, permissionsOf, roleCan } from './permissions.js';

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

  it('names every role in Chinese', () => {
    expect(ROLES.map((role) => ROLE_NAMES[role])).toEqual(['学员', '教师', '审核员', '窗口工作人员', '区域管理员', '平台管理员']);
  });
});

describe('the first categories', () => {
  it('are the nine heads and 智能技术, each with its own code', () => {
    expect(CATEGORY_SEED).toHaveLength(10);
    expect(new Set(CATEGORY_SEED.map((category) => category.code)).size).toBe(10);
    expect(CATEGORY_SEED.at(-1)?.name).toBe('智能技术');
  });
});
