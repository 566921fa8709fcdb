import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { TransferIssuer } from './transfer-issuer.entity.js';
import type { IssuerDto, RegisterIssuerDto } from './transfers.dto.js';

/** Platforms whose signed credits are taken over. A key is never changed: whoever has a new one is registered anew. */
@Injectable()
export class TransferIssuersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<IssuerDto[]> {
    const issuers = await this.dataSource.manager.find(TransferIssuer, { order: { createdAt: 'ASC', id: 'ASC' } });
    return issuers.map(dtoOf);
  }

  /** @throws Problem invalid_input (the id is taken) */
  async register(caller: Principal, { id, name, publicKey }: RegisterIssuerDto): Promise<IssuerDto> {
    const issuer: TransferIssuer = { id, name, publicKey, createdBy: caller.accountId, createdAt: this.clock.date(), endedAt: null };
    try {
      await inTransaction(this.dataSource, async (tx) => {
        await tx.insert(TransferIssuer, issuer);
        await this.audit.record(tx, { action: 'issuer.register', by: caller.accountId, details: { issuer: id } });
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('invalid_input', [{ field: 'id', message: '这个平台编号已经用过' }]);
      throw error;
    }
    return dtoOf(issuer);
  }

  /** Nothing more is taken over from it; what was stays. Again changes nothing. @throws Problem not_found */
  async end(caller: Principal, id: string): Promise<IssuerDto> {
    return inTransaction(this.dataSource, async (tx) => {
      const issuer = await tx.findOne(TransferIssuer, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!issuer) throw new Problem('not_found');
      if (issuer.endedAt !== null) return dtoOf(issuer);
      const endedAt = this.clock.date();
      await tx.update(TransferIssuer, { id }, { endedAt });
      await this.audit.record(tx, { action: 'issuer.end', by: caller.accountId, details: { issuer: id } });
      return dtoOf({ ...issuer, endedAt });
    });
  }
}

function dtoOf({ id, name, publicKey, createdAt, endedAt }: TransferIssuer): IssuerDto {
  return { id, name, publicKey, createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
