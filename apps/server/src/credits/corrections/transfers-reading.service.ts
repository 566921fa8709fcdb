import { entryKey, formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { AccountsService } from '../../identity/accounts.service.js';
import { PersonsInScope } from '../../identity/persons-in-scope.js';
import { PersonsService } from '../../identity/persons.service.js';
import type { Principal } from '../../platform/auth/principal.js';
import { CreditEntry } from '../credit-entry.entity.js';
import { CreditTransfer } from './credit-transfer.entity.js';
import { TransferIssuer } from './transfer-issuer.entity.js';
import type { TransferPageDto, TransfersQuery } from './transfers.dto.js';

/** Reads what was taken over from other platforms, as staff see it: for learners of their regions. */
@Injectable()
export class TransfersReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inScope: PersonsInScope,
    private readonly persons: PersonsService,
    private readonly accounts: AccountsService,
  ) {}

  /** The newest first. */
  async page(caller: Principal, { personId, page, pageSize }: TransfersQuery): Promise<TransferPageDto> {
    const scope = this.inScope.condition('person_id', caller.scope('credits.correct'));
    const conditions = [scope.sql, ...(personId ? ['person_id = ?'] : [])].join(' AND ');
    const params = [...scope.params, ...(personId ? [personId] : [])];
    const [{ n }]: [{ n: number }] = await this.dataSource.query(`SELECT COUNT(*) AS n FROM credit_transfer WHERE ${conditions}`, params);
    const places: { issuer: string; external_id: string }[] = await this.dataSource.query(
      `SELECT issuer, external_id FROM credit_transfer WHERE ${conditions} ORDER BY recorded_at DESC, issuer, external_id LIMIT ? OFFSET ?`,
      [...params, pageSize, (page - 1) * pageSize],
    );
    const items = await this.describe(places.map((row) => ({ issuer: row.issuer, externalId: row.external_id })));
    return { items, total: n, page, pageSize };
  }

  private async describe(places: Pick<CreditTransfer, 'issuer' | 'externalId'>[]): Promise<TransferPageDto['items']> {
    if (places.length === 0) return [];
    const { manager } = this.dataSource;
    const keyOf = ({ issuer, externalId }: (typeof places)[number]) => entryKey.transfer(issuer, externalId);
    const transfers = new Map((await manager.find(CreditTransfer, { where: places })).map((row) => [keyOf(row), row]));
    const entries = new Map((await manager.find(CreditEntry, { select: { id: true, key: true }, where: { key: In(places.map(keyOf)) } })).map((entry) => [entry.key, entry.id]));
    const issuers = new Map((await manager.findBy(TransferIssuer, { id: In(places.map(({ issuer }) => issuer)) })).map((issuer) => [issuer.id, issuer.name]));
    const ordered = places.flatMap((place) => transfers.get(keyOf(place)) ?? []);
    const names = await this.persons.maskedNames([...new Set(ordered.map(({ personId }) => personId))]);
    const accounts = await this.accounts.displayNames([...new Set(ordered.map(({ recordedBy }) => recordedBy))]);
    return ordered.map((row) => ({
      entryId: entries.get(keyOf(row))!,
      issuer: row.issuer,
      issuerName: issuers.get(row.issuer) ?? row.issuer,
      id: row.externalId,
      personId: row.personId,
      name: names.get(row.personId) ?? '',
      units: row.units,
      credits: formatCredits(row.units),
      date: row.date,
      title: row.title,
      recordedBy: accounts.get(row.recordedBy) ?? '',
      recordedAt: row.recordedAt.toISOString(),
    }));
  }
}
