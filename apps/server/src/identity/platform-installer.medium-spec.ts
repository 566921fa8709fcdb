import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify } from '@node-rs/argon2';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase } from '../../test/support/test-database.js';
import { TestClock } from '../../test/support/test-clock.js';
import { testConfig } from '../../test/support/test-config.js';
import { Account } from './account.entity.js';
import { InstallModule } from './install.module.js';
import { InstallationRefused, PlatformInstaller } from './platform-installer.js';
import { RoleGrant } from './role-grant.entity.js';

let installer: PlatformInstaller;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
const undo = new AsyncDisposableStack();

beforeAll(async () => {
  database = await createTestDatabase();
  undo.defer(() => database.drop());
  const storageDir = await mkdtemp(join(tmpdir(), 'xuexi-install-'));
  undo.defer(() => rm(storageDir, { recursive: true, force: true }));
  const config = testConfig({ databaseUrl: database.url, storageDir });
  const app = await NestFactory.createApplicationContext(InstallModule.with(config, new TestClock('2026-03-10T09:00:00+08:00')), { logger: false });
  undo.defer(() => app.close());
  installer = app.get(PlatformInstaller);
});
afterAll(() => undo.disposeAsync());

const admin = { phone: '139 0000 0001', displayName: '管理员' };

describe('the installation', () => {
  test.each([
    ['a place that is none', { ...admin, region: '亚特兰蒂斯' }, '没有找到'],
    ['a name that several bear', { ...admin, region: '朝阳区' }, '110105 朝阳区，220104 朝阳区'],
    ['a phone that is none', { ...admin, region: '360200', phone: '12345' }, '手机号'],
    ['no name', { ...admin, region: '360200', displayName: ' ' }, '称呼'],
  ])('refuses %s', async (_, input, message) => {
    await expect(installer.install(input)).rejects.toThrow(message);
    expect(await database.dataSource.manager.count(Account)).toBe(0);
  });

  test('makes city, districts and one admin, however often and at once it is run', async () => {
    const runs = await Promise.allSettled([installer.install({ ...admin, region: '360200' }), installer.install({ ...admin, region: '110105', phone: '13900000002' })]);
    expect(runs.map((run) => run.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(installer.install({ ...admin, region: '360300' })).rejects.toThrow(InstallationRefused);
    const [account, ...others] = await database.dataSource.manager.find(Account);
    expect(others).toEqual([]);
    expect(account?.passwordTemporary).toBe(true);
    const { value } = runs.find((run) => run.status === 'fulfilled')!;
    expect(await verify(account!.passwordHash!, value.password)).toBe(true);
    expect(await database.dataSource.manager.find(RoleGrant)).toMatchObject([{ accountId: account!.id, role: 'platform_admin', regionId: null, validTo: null }]);
    const regions: { code: string }[] = await database.dataSource.query('SELECT code FROM region ORDER BY code');
    expect(regions).toHaveLength(1 + value.districts);
    expect(await database.dataSource.query('SELECT COUNT(*) AS n FROM region_history')).toEqual([{ n: 1 + value.districts }]);
  });
});
