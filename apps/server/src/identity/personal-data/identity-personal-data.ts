import { AUDIT_ACTIONS, CONSENT_TEXTS, DOCUMENT_NAMES, GUARDIAN_RELATIONS, ROLE_NAMES } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { AuditEntry } from '../../platform/audit/audit-entry.entity.js';
import { Clock } from '../../platform/clock.js';
import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { RegionsService } from '../../regions/regions.service.js';
import { Account } from '../account.entity.js';
import { AccountsService } from '../accounts.service.js';
import { Consent, type ConsentChannel } from '../consents/consent.entity.js';
import { GuardianConsent } from '../consents/guardian-consent.entity.js';
import { guardianOf } from '../consents/guardian-consents.service.js';
import { Person } from '../person.entity.js';
import { RealNameService } from '../real-name.service.js';
import { type ClaimState, RealNameClaim } from '../real-name/real-name-claim.entity.js';
import { claimedName } from '../real-name/real-name-claims.service.js';
import { RoleGrant } from '../role-grant.entity.js';
import { deviceName } from '../security/device-name.js';
import { Session } from '../session.entity.js';
import { type ErasureShare, PersonalDataSource, PersonalDataSources, type PersonalSection } from './personal-data-source.js';

const SEX_NAMES = { male: '男', female: '女' };
const VERIFICATION_NAMES: Record<Person['verification'], string> = { unverified: '未实名', pending: '正在核对', verified: '已实名', rejected: '已退回' };
const CLAIM_STATE_NAMES: Record<ClaimState, string> = { pending: '正在核对', verified: '已通过', rejected: '已退回', withdrawn: '已撤回', merged: '已并入另一个登记' };
const CHANNEL_NAMES: Record<ConsentChannel, string> = { web: '网站', desk: '窗口', import: '导入的名单' };

/** What identity itself keeps: person, accounts, sessions, claims, consents, roles, and what was recorded about them. */
@Injectable()
export class IdentityPersonalData extends PersonalDataSource {
  override readonly place = 1;

  constructor(
    sources: PersonalDataSources,
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly realNames: RealNameService,
    private readonly regions: RegionsService,
    private readonly keys: PersonKeys,
    private readonly clock: Clock,
  ) {
    super(sources);
  }

  override async collect(personIds: string[]): Promise<PersonalSection[]> {
    const { manager } = this.dataSource;
    const persons = await manager.findBy(Person, { id: In(personIds) });
    const accounts = await manager.findBy(Account, { personId: In(personIds) });
    const ciphers = await this.keys.openAll(persons);
    const places = await this.regions.places(persons.flatMap((person) => person.regionId ?? []));
    const accountIds = accounts.map((account) => account.id);
    const cipherOf = (personId: string) => ciphers.get(personId)!;
    return [
      this.personSection(persons, cipherOf, (id) => places.get(id)?.names.join(' · ') ?? null),
      this.accountSection(accounts, cipherOf),
      await this.sessionSection(accountIds),
      await this.claimSection(personIds, cipherOf),
      await this.consentSection(personIds),
      await this.guardianSection(personIds, cipherOf),
      await this.roleSection(accountIds),
      ...(await this.historySections(personIds)),
      await this.auditSection([...personIds, ...accountIds], accountIds),
    ];
  }

  override async share(personIds: string[]): Promise<ErasureShare> {
    const { manager } = this.dataSource;
    const accountIds = await this.accountIds(manager, personIds);
    const [audit]: { n: number }[] = await this.dataSource.query('SELECT COUNT(*) AS n FROM audit_entry WHERE subject_id IN (?) OR account_id IN (?)', [[...personIds, ...accountIds], orNone(accountIds)]);
    return {
      removed: [
        { what: '账号、手机号、密码和称呼', count: accountIds.length },
        { what: '登录着的设备', count: await manager.countBy(Session, { accountId: In(orNone(accountIds)) }) },
        { what: '姓名、证件号码、年龄和性别', count: personIds.length },
        { what: '实名申请里填过的内容', count: await manager.countBy(RealNameClaim, { personId: In(personIds) }) },
        { what: '监护人的姓名和电话', count: await manager.countBy(GuardianConsent, { personId: In(personIds) }) },
        { what: '所在社区和单位的记录', count: await this.countHistory(personIds) },
      ],
      kept: [
        { what: '操作记录', count: audit?.n ?? 0, why: '法律要求留存，用来查清谁在什么时候做过什么；里面没有姓名、手机号和证件号码。' },
        { what: '同意和撤回的时间', count: await manager.countBy(Consent, { personId: In(personIds) }), why: '用来证明当时征得过同意；里面没有姓名和号码。' },
      ],
    };
  }

  override async erase(tx: EntityManager, personIds: string[]): Promise<void> {
    const accountIds = orNone(await this.accountIds(tx, personIds));
    const now = this.clock.date();
    await tx.query('DELETE FROM sms_code WHERE phone_index IN (SELECT phone_index FROM account WHERE id IN (?))', [accountIds]);
    await tx.query('DELETE FROM recovery_code WHERE account_id IN (?)', [accountIds]);
    await tx.delete(Session, { accountId: In(accountIds) });
    await tx.delete(Account, { id: In(accountIds) });
    await tx.delete(GuardianConsent, { personId: In(personIds) });
    await tx.query('UPDATE consent SET withdrawn_at = ? WHERE person_id IN (?) AND withdrawn_at IS NULL', [now, personIds]);
    await tx.query("UPDATE real_name_claim SET state = 'withdrawn', decided_at = ? WHERE person_id IN (?) AND state = 'pending'", [now, personIds]);
    await tx.query(
      'UPDATE real_name_claim SET pending_person_id = NULL, name_cipher = NULL, number_cipher = NULL, number_index = NULL, note = NULL WHERE person_id IN (?)',
      [personIds],
    );
    await tx.query('DELETE FROM residence WHERE person_id IN (?)', [personIds]);
    await tx.query('DELETE FROM membership WHERE person_id IN (?)', [personIds]);
  }

  private personSection(persons: Person[], cipherOf: (personId: string) => FieldCipher, placeOf: (regionId: string) => string | null): PersonalSection {
    return {
      name: 'person',
      title: '我',
      columns: { name: '姓名', document: '证件', idNumber: '证件号码', sex: '性别', birthYear: '出生年份', region: '所在社区', verification: '实名', verifiedAt: '实名时间', createdAt: '登记时间', id: '编号' },
      rows: persons.map((person) => {
        const realName = this.realNames.decrypted(cipherOf(person.id), person);
        return {
          name: realName?.name ?? null,
          document: person.documentKind && DOCUMENT_NAMES[person.documentKind],
          idNumber: realName?.idNumber ?? null,
          sex: person.sex && SEX_NAMES[person.sex],
          birthYear: person.birthYear,
          region: person.regionId && placeOf(person.regionId),
          verification: VERIFICATION_NAMES[person.verification],
          verifiedAt: person.verifiedAt?.toISOString() ?? null,
          createdAt: person.createdAt.toISOString(),
          id: person.id,
        };
      }),
    };
  }

  private accountSection(accounts: Account[], cipherOf: (personId: string) => FieldCipher): PersonalSection {
    return {
      name: 'accounts',
      title: '账号',
      columns: { displayName: '称呼', phone: '手机号', loginNumber: '学员号', secondFactorSince: '动态验证码开启时间', createdAt: '注册时间', id: '编号' },
      rows: accounts.map((account) => ({
        displayName: account.displayName,
        phone: this.accounts.phoneOf(cipherOf(account.personId), account),
        loginNumber: account.loginNumber,
        secondFactorSince: account.totpConfirmedAt?.toISOString() ?? null,
        createdAt: account.createdAt.toISOString(),
        id: account.id,
      })),
    };
  }

  private async sessionSection(accountIds: string[]): Promise<PersonalSection> {
    const sessions = await this.dataSource.manager.find(Session, { where: { accountId: In(orNone(accountIds)) }, order: { createdAt: 'DESC' } });
    return {
      name: 'sessions',
      title: '登录着的设备',
      columns: { device: '设备', address: '网络地址', createdAt: '登录时间', lastSeenAt: '最近使用' },
      rows: sessions.map((session) => ({
        device: deviceName(session.userAgent),
        userAgent: session.userAgent,
        address: session.address,
        createdAt: session.createdAt.toISOString(),
        lastSeenAt: session.lastSeenAt.toISOString(),
      })),
    };
  }

  private async claimSection(personIds: string[], cipherOf: (personId: string) => FieldCipher): Promise<PersonalSection> {
    const claims = await this.dataSource.manager.find(RealNameClaim, { where: { personId: In(personIds) }, order: { submittedAt: 'DESC' } });
    return {
      name: 'realNameClaims',
      title: '实名申请',
      columns: { document: '证件', name: '填写的姓名', idNumber: '填写的号码', state: '结果', note: '说明', submittedAt: '提交时间', decidedAt: '处理时间' },
      rows: claims.map((claim) => {
        const said = claimedName(cipherOf(claim.personId), claim);
        return {
          document: DOCUMENT_NAMES[claim.documentKind],
          name: said?.name ?? null,
          idNumber: said?.idNumber ?? null,
          state: CLAIM_STATE_NAMES[claim.state],
          note: claim.note,
          submittedAt: claim.submittedAt.toISOString(),
          decidedAt: claim.decidedAt?.toISOString() ?? null,
        };
      }),
    };
  }

  private async consentSection(personIds: string[]): Promise<PersonalSection> {
    const consents = await this.dataSource.manager.find(Consent, { where: { personId: In(personIds) }, order: { givenAt: 'DESC' } });
    return {
      name: 'consents',
      title: '同意记录',
      columns: { purpose: '事项', version: '说明的版本', channel: '在哪里同意', givenAt: '同意时间', withdrawnAt: '撤回时间' },
      rows: consents.map(({ purpose, version, channel, givenAt, withdrawnAt }) => ({
        purpose: CONSENT_TEXTS[purpose].title,
        version,
        channel: CHANNEL_NAMES[channel],
        givenAt: givenAt.toISOString(),
        withdrawnAt: withdrawnAt?.toISOString() ?? null,
      })),
    };
  }

  private async guardianSection(personIds: string[], cipherOf: (personId: string) => FieldCipher): Promise<PersonalSection> {
    const consents = await this.dataSource.manager.findBy(GuardianConsent, { personId: In(personIds) });
    return {
      name: 'guardianConsents',
      title: '监护人同意',
      columns: { name: '监护人', phone: '电话', relation: '关系', documentNote: '看过的证件', givenAt: '同意时间', withdrawnAt: '撤回时间' },
      rows: consents.map((consent) => ({
        ...guardianOf(cipherOf(consent.personId), consent),
        relation: GUARDIAN_RELATIONS[consent.relation],
        documentNote: consent.documentNote,
        givenAt: consent.givenAt.toISOString(),
        withdrawnAt: consent.withdrawnAt?.toISOString() ?? null,
      })),
    };
  }

  private async roleSection(accountIds: string[]): Promise<PersonalSection> {
    const grants = await this.dataSource.manager.findBy(RoleGrant, { accountId: In(orNone(accountIds)) });
    const places = await this.regions.places(grants.flatMap((grant) => grant.regionId ?? []));
    return {
      name: 'roles',
      title: '担任过的角色',
      columns: { role: '角色', region: '区域', validFrom: '从', validTo: '到' },
      rows: grants.map(({ role, regionId, validFrom, validTo }) => ({
        role: ROLE_NAMES[role],
        region: regionId === null ? '全平台' : (places.get(regionId)?.name ?? null),
        validFrom: validFrom.toISOString(),
        validTo: validTo?.toISOString() ?? null,
      })),
    };
  }

  private async historySections(personIds: string[]): Promise<PersonalSection[]> {
    const residences: Stay[] = await this.dataSource.query(
      'SELECT r.name, s.valid_from, s.valid_to FROM residence s LEFT JOIN region r ON r.id = s.region_id WHERE s.person_id IN (?) ORDER BY s.valid_from DESC',
      [personIds],
    );
    const memberships: Stay[] = await this.dataSource.query(
      'SELECT o.name, s.valid_from, s.valid_to FROM membership s LEFT JOIN organisation o ON o.id = s.organisation_id WHERE s.person_id IN (?) ORDER BY s.valid_from DESC',
      [personIds],
    );
    const columns = { name: '名称', validFrom: '从', validTo: '到' };
    return [
      { name: 'residences', title: '所在社区的变化', columns, rows: residences.map(stay) },
      { name: 'memberships', title: '所属单位的变化', columns, rows: memberships.map(stay) },
    ];
  }

  private async auditSection(subjects: string[], accountIds: string[]): Promise<PersonalSection> {
    const entries = await this.dataSource.manager.find(AuditEntry, { where: [{ subjectId: In(subjects) }, { accountId: In(orNone(accountIds)) }], order: { sequence: 'DESC' } });
    return {
      name: 'auditEntries',
      title: '操作记录',
      columns: { at: '时间', action: '操作', by: '谁做的', address: '网络地址', device: '设备', reason: '理由' },
      rows: entries.map((entry) => {
        const own = entry.accountId !== null && accountIds.includes(entry.accountId);
        return {
          at: entry.at.toISOString(),
          action: AUDIT_ACTIONS[entry.action as keyof typeof AUDIT_ACTIONS] ?? entry.action,
          by: own ? '本人' : entry.accountId === null ? '系统' : '工作人员',
          // Where staff sat is theirs, not the subject's.
          address: own ? entry.address : null,
          device: own && entry.device !== null ? deviceName(entry.device) : null,
          userAgent: own ? entry.device : null,
          reason: entry.reason,
        };
      }),
    };
  }

  private async accountIds(tx: EntityManager, personIds: string[]): Promise<string[]> {
    const accounts = await tx.find(Account, { select: { id: true }, where: { personId: In(personIds) } });
    return accounts.map((account) => account.id);
  }

  private async countHistory(personIds: string[]): Promise<number> {
    const [row]: { n: number }[] = await this.dataSource.query(
      'SELECT (SELECT COUNT(*) FROM residence WHERE person_id IN (?)) + (SELECT COUNT(*) FROM membership WHERE person_id IN (?)) AS n',
      [personIds, personIds],
    );
    return row?.n ?? 0;
  }
}

interface Stay {
  name: string | null;
  valid_from: Date;
  valid_to: Date | null;
}

function stay({ name, valid_from: from, valid_to: to }: Stay): { name: string | null; validFrom: string; validTo: string | null } {
  return { name, validFrom: from.toISOString(), validTo: to?.toISOString() ?? null };
}

/** A list for IN that is never empty. */
function orNone(ids: string[]): string[] {
  return ids.length > 0 ? ids : [''];
}
