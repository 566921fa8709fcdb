import { formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/auth/principal.js';
import { LimitsService } from '../../platform/limits/limits.service.js';
import { CheckCodes } from './check-codes.js';
import { OfflineFiles } from './offline-files.service.js';
import { PublicAddresses } from './public-addresses.js';
import { contentOf } from './statement-content.js';
import { StatementCredentials } from './statement-credentials.service.js';
import { StatementPapers } from './statement-papers.service.js';
import { StatementRecords } from './statement-records.service.js';
import type { Statement } from './statement.entity.js';
import type { StatementDto } from './statements.dto.js';

/** A file to save, with a name that says what it is. */
export interface NamedFile {
  name: string;
  content: Buffer | string;
}

/** A learner's own statements: the list, and each to take along. */
@Injectable()
export class MyStatementsService {
  constructor(
    private readonly records: StatementRecords,
    private readonly papers: StatementPapers,
    private readonly offlineFiles: OfflineFiles,
    private readonly credentials: StatementCredentials,
    private readonly codes: CheckCodes,
    private readonly addresses: PublicAddresses,
    private readonly limits: LimitsService,
  ) {}

  /** Newest year first, of a year the newest version first. */
  async list(personId: string): Promise<StatementDto[]> {
    return (await this.records.ofPerson(personId)).map((statement) => this.describe(statement));
  }

  /** @throws Problem not_found, too_many_attempts */
  async pdf(caller: Principal, id: string): Promise<NamedFile> {
    const statement = await this.records.own(caller.personId, id);
    await this.limits.take({ limit: 'statement_paper_account', key: caller.accountId });
    return { name: fileName(statement, '.pdf'), content: await this.papers.pdf(statement) };
  }

  /** @throws Problem not_found, statement_revoked, statement_unsigned, statement_holder_unknown */
  async offlineFile({ personId }: Principal, id: string): Promise<NamedFile> {
    const statement = await this.records.own(personId, id);
    return { name: fileName(statement, '-离线核验.json'), content: await this.offlineFiles.of(statement) };
  }

  /** @throws Problem not_found, statement_revoked, statement_unsigned, statement_holder_unknown */
  async credential({ personId }: Principal, id: string): Promise<NamedFile> {
    const statement = await this.records.own(personId, id);
    return { name: fileName(statement, '-数字凭证.json'), content: JSON.stringify(await this.credentials.of(statement), null, 2) };
  }

  private describe(statement: Statement): StatementDto {
    const { number, units, computedAt, revokedAt, ...rest } = statement;
    return {
      ...rest,
      number,
      units,
      credits: formatCredits(units),
      checkCode: this.codes.of(number),
      verifyUrl: this.addresses.verificationOf(number),
      signed: statement.status === 'valid' && contentOf(statement) !== null,
      computedAt: computedAt.toISOString(),
      revokedAt: revokedAt?.toISOString() ?? null,
    };
  }
}

/** '年度学分证明-2026-第2版.pdf' */
export function fileName({ year, version }: Pick<Statement, 'year' | 'version'>, end: string): string {
  return `年度学分证明-${year}-${version === 0 ? '预结算' : `第${version}版`}${end}`;
}
