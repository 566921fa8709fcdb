import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { RegionsService } from '../../regions/regions.service.js';
import { Account } from '../account.entity.js';
import { AccountsService, type Credentials } from '../accounts.service.js';
import { ConsentsService } from '../consents/consents.service.js';
import { newPerson } from '../new-person.js';
import { Person } from '../person.entity.js';
import { ResidenceService } from '../residence.service.js';
import { isCommonPassword } from '../security/common-passwords.js';
import { PasswordHasher } from '../security/password-hasher.js';
import { SmsCodesService } from '../sms/sms-codes.service.js';
import { HumanCheckService } from './human-check.service.js';
import type { RegisterDto } from './sign-in.dto.js';

/** New accounts, for phones whose holder has proved to have them. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly regions: RegionsService,
    private readonly residences: ResidenceService,
    private readonly consents: ConsentsService,
    private readonly keys: PersonKeys,
    private readonly hasher: PasswordHasher,
    private readonly smsCodes: SmsCodesService,
    private readonly humanCheck: HumanCheckService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates an account with its still unverified person where they live. Nobody learns here whether somebody else's
   * phone is registered: only who received the code gets an answer, and to them it is their own account.
   * @throws Problem invalid_input, human_check_needed, wrong_code, too_many_attempts
   */
  async register(input: RegisterDto, address: string): Promise<{ account: Credentials; existing: boolean }> {
    await this.regions.assertHome(input.regionId);
    if (input.password !== undefined) assertUncommon(input.password, [input.phone]);
    await this.humanCheck.accept(input.humanCheck);
    await this.smsCodes.redeem(input.phone, 'register', input.code, address);
    const login = { kind: 'phone', phone: input.phone } as const;
    const known = await this.accounts.credentialsOf(login);
    if (known) return { account: known, existing: true };
    try {
      return { account: await this.create(input), existing: false };
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const first = await this.accounts.credentialsOf(login);
      // The phone of someone who has died or whose data was erased is freed at a desk.
      if (!first) throw new Problem('phone_taken', [{ field: 'phone', message: '这个手机号暂时不能注册，请到社区学习中心办理' }]);
      return { account: first, existing: true };
    }
  }

  private async create({ phone, password, displayName, regionId }: RegisterDto): Promise<Credentials> {
    const person = newPerson({ id: regionId, path: '' }, this.clock.date());
    const { dataKey, cipher } = await this.keys.issue(person.id);
    const passwordHash = password === undefined ? null : await this.hasher.hash(password);
    const account = this.accounts.accountRow(cipher, person.id, displayName, phone, passwordHash);
    await inTransaction(this.dataSource, async (tx) => {
      const region = await this.regions.holdHome(tx, regionId);
      await tx.insert(Person, { ...person, regionPath: region.path, dataKey });
      await this.residences.begin(tx, person.id, region, null);
      await tx.insert(Account, account);
      // The page says so beside its button, with the text.
      await this.consents.give(tx, person, { purpose: 'account', channel: 'web', by: null });
      await this.audit.record(tx, { action: 'account.register', by: account.id, on: { kind: 'account', id: account.id }, regionPath: region.path });
    });
    return { id: account.id, passwordHash, privileged: false };
  }
}

/** @throws Problem invalid_input on the field `password` */
export function assertUncommon(password: string, own: readonly string[]): void {
  if (isCommonPassword(password, own)) throw new Problem('invalid_input', [{ field: 'password', message: '这个密码太容易被猜到，请换一个' }]);
}
