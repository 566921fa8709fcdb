import { randomInt } from 'node:crypto';
import { normalizePhone } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditLog } from '../platform/audit/audit-log.js';
import { Clock } from '../platform/clock.js';
import { PersonKeys } from '../platform/crypto/person-keys.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { type NationalRegion, nationalRegions, nationalRegionsCalled } from '../regions/national-regions.js';
import { RegionTree } from '../regions/region-tree.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { Account } from './account.entity.js';
import { AccountsService } from './accounts.service.js';
import { newPerson } from './new-person.js';
import { hashPassword } from './passwords.js';
import { Person } from './person.entity.js';
import { RoleGrant } from './role-grant.entity.js';

/** What a new installation is made of. */
export interface Installation {
  /** Code (6 or 12 digits) or whole name of a city or district. */
  region: string;
  phone: string;
  displayName: string;
}

/** Why nothing was installed, in words for whoever ran the command. */
export class InstallationRefused extends Error {}

/** Without what is easily misread. */
const PASSWORD_CHARACTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_LENGTH = 14;

/** Makes the regions and the first platform admin of a new installation: all of it, or nothing. */
@Injectable()
export class PlatformInstaller {
  constructor(
    private readonly dataSource: DataSource,
    private readonly regions: RegionsService,
    private readonly tree: RegionTree,
    private readonly accounts: AccountsService,
    private readonly keys: PersonKeys,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the root with its districts, and the admin's temporary password, which is stored nowhere
   * @throws InstallationRefused
   */
  async install({ region, phone, displayName }: Installation): Promise<{ root: NationalRegion; districts: number; password: string }> {
    const root = theOneCalled(region);
    const normalPhone = normalizePhone(phone);
    if (normalPhone === null) throw new InstallationRefused('请填写 11 位手机号');
    const name = displayName.trim();
    if (name === '' || name.length > 30) throw new InstallationRefused('请填写称呼，最多 30 个字');
    const districts = root.level === 'city' ? nationalRegions(root.code) : [];
    const password = Array.from({ length: PASSWORD_LENGTH }, () => PASSWORD_CHARACTERS[randomInt(PASSWORD_CHARACTERS.length)]).join('');
    const passwordHash = await hashPassword(password);
    await inTransaction(this.dataSource, async (tx) => {
      await this.assertNew(tx);
      const at = this.clock.date();
      const made = await this.tree.create(tx, root, null, at);
      for (const district of districts) await this.tree.create(tx, district, made, at);
      const accountId = await this.admin(tx, normalPhone, name, passwordHash);
      await this.audit.record(tx, { action: 'region.create', by: null, on: { kind: 'region', id: made.id }, regionPath: made.path, details: { code: root.code, districts: districts.length } });
      await this.audit.record(tx, { action: 'role.grant', by: null, on: { kind: 'account', id: accountId }, details: { role: 'platform_admin' } });
    });
    return { root, districts: districts.length, password };
  }

  private async assertNew(tx: EntityManager): Promise<void> {
    // Two installers at once come one after the other.
    await tx.query('SELECT sequence FROM audit_head FOR UPDATE');
    if (await tx.existsBy(RoleGrant, { role: 'platform_admin', regionId: IsNull() })) throw new InstallationRefused('已经有平台管理员，不再安装。新的管理员请在控制台授予。');
    if (await this.regions.any(tx)) throw new InstallationRefused('数据库里已有区域，不再安装。');
  }

  /** The account of the first platform admin: no home, a password for one sign-in. */
  private async admin(tx: EntityManager, phone: string, displayName: string, passwordHash: string): Promise<string> {
    const now = this.clock.date();
    const person = { ...newPerson({ id: '', path: '' }, now), regionId: null, regionPath: null };
    const { dataKey, cipher } = await this.keys.issue(person.id);
    const account = { ...this.accounts.accountRow(cipher, person.id, displayName, phone, passwordHash), passwordTemporary: true };
    await tx.insert(Person, { ...person, dataKey });
    await tx.insert(Account, account);
    await tx.insert(RoleGrant, { id: newId(), accountId: account.id, role: 'platform_admin', regionId: null, validFrom: now, validTo: null, grantedBy: null, grantedAt: now, revokedBy: null, reason: '安装时的第一位平台管理员' });
    return account.id;
  }
}

/** @throws InstallationRefused unless exactly one city or district is meant */
function theOneCalled(region: string): NationalRegion {
  const found = nationalRegionsCalled(region);
  if (found.length === 0) throw new InstallationRefused('没有找到这个市或区县。请填写国家代码（6 位）或完整名称，例如 360200 或 景德镇市。');
  if (found.length > 1) throw new InstallationRefused(`同名的有 ${found.length} 个，请填写代码：${found.map(({ code, name }) => `${code.slice(0, 6)} ${name}`).join('，')}`);
  return found[0]!;
}
