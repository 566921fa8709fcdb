import { type Login, type Role, needsSecondFactor } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import type { FieldCipher } from '../platform/crypto/field-cipher.js';
import { newId } from '../platform/ids.js';
import { Account } from './account.entity.js';
import { hashPassword } from './passwords.js';

/** What signing in needs to know of an account. */
export interface Credentials {
  id: string;
  passwordHash: string | null;
  /** Holds a role now that counts only in a session with a second factor. */
  privileged: boolean;
}

interface CredentialRow {
  id: string;
  password_hash: string | null;
  role: Role | null;
}

/** Logins of persons. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly blindIndex: BlindIndex,
    private readonly clock: Clock,
  ) {}

  /** The account that somebody signs in to; null where there is none, or its person has died or is erased. */
  async credentialsOf(login: Login): Promise<Credentials | null> {
    const [column, value] = login.kind === 'phone' ? ['phone_index', this.blindIndex.of('phone', login.phone)] : ['login_number', login.number];
    return this.credentials(`a.${column} = ?`, value);
  }

  /** @see credentialsOf */
  credentialsById(accountId: string): Promise<Credentials | null> {
    return this.credentials('a.id = ?', accountId);
  }

  /** Whether an account holds a role now that counts only in a session with a second factor. */
  async isPrivileged(accountId: string): Promise<boolean> {
    return (await this.credentialsById(accountId))?.privileged ?? false;
  }

  /** An account row for a person, not yet stored. */
  async newAccount(cipher: FieldCipher, personId: string, displayName: string, phone: string, password: string): Promise<Account> {
    return this.accountRow(cipher, personId, displayName, phone, await hashPassword(password));
  }

  /** The same with a password that was hashed already; null: signs in by SMS code only. */
  accountRow(cipher: FieldCipher, personId: string, displayName: string, phone: string | null, passwordHash: string | null): Account {
    const id = newId();
    return {
      id,
      personId,
      displayName,
      phoneCipher: phone === null ? null : this.encryptedPhone(cipher, id, phone),
      phoneIndex: phone === null ? null : this.blindIndex.of('phone', phone),
      loginNumber: null,
      passwordHash,
      passwordTemporary: false,
      totpSecretCipher: null,
      totpPendingCipher: null,
      totpConfirmedAt: null,
      totpLastStep: null,
      createdAt: this.clock.date(),
    };
  }

  encryptedPhone(cipher: FieldCipher, accountId: string, phone: string): Buffer {
    return cipher.encrypt(phone, { table: 'account', column: 'phone', row: accountId });
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

  private async credentials(condition: string, value: string): Promise<Credentials | null> {
    const now = this.clock.date();
    const rows: CredentialRow[] = await this.dataSource.query(
      `SELECT a.id, a.password_hash, g.role
         FROM account a
         JOIN person p ON p.id = a.person_id AND p.state NOT IN ('deceased', 'erased')
         LEFT JOIN role_grant g ON g.account_id = a.id AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to > ?)
        WHERE ${condition}`,
      [now, now, value],
    );
    const [first] = rows;
    return first ? { id: first.id, passwordHash: first.password_hash, privileged: rows.some(({ role }) => role !== null && needsSecondFactor(role)) } : null;
  }
}
