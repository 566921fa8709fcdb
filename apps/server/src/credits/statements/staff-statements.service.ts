import { formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { PersonsService } from '../../identity/persons.service.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { isWithinScope, withinScope } from '../../platform/auth/scope.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { RegionHistoryService } from '../../regions/region-history.service.js';
import { RegionsService } from '../../regions/regions.service.js';
import { isIssued } from './issued.js';
import { type NamedFile, fileName } from './my-statements.service.js';
import { StatementPapers } from './statement-papers.service.js';
import { StatementRecords } from './statement-records.service.js';
import { Statement } from './statement.entity.js';
import type { StaffStatementPageDto, StaffStatementsQueryDto } from './statements.dto.js';
import { isAsciiText } from './ascii-text.js';

/** Statements as staff look them up: of people who live in their regions now. */
@Injectable()
export class StaffStatements {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: StatementRecords,
    private readonly papers: StatementPapers,
    private readonly persons: PersonsService,
    private readonly regions: RegionsService,
    private readonly regionHistory: RegionHistoryService,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem not_found for a region outside the scope */
  async page(caller: Principal, query: StaffStatementsQueryDto): Promise<StaffStatementPageDto> {
    const { sql, params } = await this.conditions(caller, query);
    const from = `FROM statement s JOIN person p ON p.id = s.person_id WHERE ${sql}`;
    const [counted]: { n: number }[] = await this.dataSource.query(`SELECT COUNT(*) AS n ${from}`, params);
    const rows: { id: string }[] = await this.dataSource.query(`SELECT s.id ${from} ORDER BY s.region_path, s.person_id, s.version DESC LIMIT ? OFFSET ?`, [...params, query.pageSize, (query.page - 1) * query.pageSize]);
    const found = new Map((await this.dataSource.manager.findBy(Statement, { id: In(rows.map(({ id }) => id)) })).map((statement) => [statement.id, statement]));
    const items = await this.describe(rows.flatMap(({ id }) => found.get(id) ?? []));
    return { items, total: counted?.n ?? 0, page: query.page, pageSize: query.pageSize };
  }

  /** One on paper, and in the audit log who took it. @throws Problem not_found */
  async pdf(caller: Principal, id: string): Promise<NamedFile> {
    const statement = await this.records.byId(id);
    const person = statement && (await this.persons.standings([statement.personId])).get(statement.personId);
    if (!statement || !person || !isWithinScope(person.regionPath ?? '', caller.scope('statements.read'))) throw new Problem('not_found');
    const content = await this.papers.pdf(statement);
    const { year, version } = statement;
    await inTransaction(this.dataSource, (tx) =>
      this.audit.record(tx, { action: 'statements.export', by: caller.accountId, on: { kind: 'statement', id }, regionPath: person.regionPath, details: { year, version, statements: 1 } }),
    );
    return { name: fileName(statement, '.pdf'), content };
  }

  private async conditions(caller: Principal, { year, regionId, q }: StaffStatementsQueryDto): Promise<{ sql: string; params: unknown[] }> {
    const scopes = caller.scope('statements.read');
    const scope = withinScope('p.region_path', scopes);
    const parts: { sql: string; params: unknown[] }[] = [{ sql: 's.year = ?', params: [year] }, { sql: isIssued('s'), params: [] }, scope];
    if (regionId !== undefined) {
      const { path } = await this.regions.get(regionId);
      if (!isWithinScope(path, scopes)) throw new Problem('not_found');
      parts.push({ sql: 'p.region_path LIKE ?', params: [`${path}%`] });
    }
    if (q !== undefined && !isAsciiText(q)) parts.push({ sql: 'FALSE', params: [] });
    else if (q !== undefined) parts.push({ sql: '(s.number = ? OR s.person_id IN (SELECT a.person_id FROM account a WHERE a.login_number = ?))', params: [q.toUpperCase(), q] });
    return { sql: parts.map((part) => part.sql).join(' AND '), params: parts.flatMap((part) => part.params) };
  }

  private async describe(statements: Statement[]): Promise<StaffStatementPageDto['items']> {
    const names = await this.persons.maskedNames([...new Set(statements.map(({ personId }) => personId))]);
    const places = await this.regionHistory.placesAt(statements.map(({ regionId, computedAt }) => ({ regionId: regionId ?? '', at: computedAt })));
    return statements.map(({ id, personId, number, year, version, status, units, targetMet, reason, computedAt }, at) => ({
      id,
      personId,
      number,
      year,
      version,
      status,
      name: names.get(personId) ?? '*',
      place: places[at] ?? [],
      credits: formatCredits(units),
      targetMet,
      reason,
      computedAt: computedAt.toISOString(),
    }));
  }
}
