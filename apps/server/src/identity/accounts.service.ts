import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import type { FieldCipher } from '../platform/crypto/field-cipher.js';
import { PersonKeys } from '../platform/crypto/person-keys.js';
import { inTransaction, isDuplicate } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { RegionsService } from '../regions/regions.service.js';
import { Account } from './account.entity.js';
import type { RegisterDto } from './identity.dto.js';
import { hashPassword, passwordFits } from './passwords.js';
import { newPerson } from './new-person.js';
import { Person } from './person.entity.js';

/** Logins by phone and password. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly regions: RegionsService,
    private readonly keys: PersonKeys,
    private readonly blindIndex: BlindIndex,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates an account and its still unverified person in a community.
   * @throws Problem invalid_input (no such community), phone_taken
   */
  async register(input: RegisterDto): Promise<Account> {
    const region = await this.regions.get(input.regionId).catch(() => null);
    if (region?.level !== 'community') throw new Problem('invalid_input', [{ field: 'regionId', message: '请选择所在的社区或村' }]);
    const now = this.clock.date();
    const person = newPerson(region, now);
    const { dataKey, cipher } = await this.keys.issue(person.id);
    const account = await this.newAccount(cipher, person.id, input.displayName, input.phone, input.password);
    try {
      await inTransaction(this.dataSource, async (tx) => {
        await tx.insert(Person, { ...person, dataKey });
        await tx.insert(Account, account);
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('phone_taken', [{ field: 'phone', message: '这个手机号已经注册，请直接登录' }]);
      throw error;
    }
    return account;
  }

  /** An account row for a person, not yet stored. */
  async newAccount(cipher: FieldCipher, personId: string, displayName: string, phone: string, password: string): Promise<Account> {
    const id = newId();
    return {
      id,
      personId,
      displayName,
      phoneCipher: cipher.encrypt(phone, { table: 'account', column: 'phone', row: id }),
      phoneIndex: this.blindIndex.of('phone', phone),
      loginNumber: null,
      passwordHash: await hashPassword(password),
      passwordTemporary: false,
      totpSecretCipher: null,
      totpConfirmedAt: null,
      totpLastStep: null,
      createdAt: this.clock.date(),
    };
  }

  /** @throws Problem wrong_credentials, the same for an unknown phone and a wrong password */
  async authenticate(phone: string, password: string): Promise<Account> {
    const account = await this.dataSource.manager.findOneBy(Account, { phoneIndex: this.blindIndex.of('phone', phone) });
    const fits = await passwordFits(password, account?.passwordHash ?? null);
    if (!account || !fits) throw new Problem('wrong_credentials');
    return account;
  }

  /** The phone number of an account, for masking; null without one. */
  phoneOf(cipher: FieldCipher, account: Account): string | null {
    return account.phoneCipher && cipher.decrypt(account.phoneCipher, { table: 'account', column: 'phone', row: account.id });
  }

  /** Names shown for accounts, by id. */
  async displayNames(ids: string[]): Promise<Map<string, string>> {
    const accounts = ids.length === 0 ? [] : await this.dataSource.manager.find(Account, { select: { id: true, displayName: true }, where: { id: In(ids) } });
    return new Map(accounts.map((account) => [account.id, account.displayName]));
  }
}
