import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ZipFile } from 'yazl';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Person } from '../person.entity.js';
import { exportPage } from './export-page.js';
import { PersonalDataSources, type PersonalSection } from './personal-data-source.js';

/** 下载我的全部信息: everything that is kept of a person, for a program and for reading. */
@Injectable()
export class DataExportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: PersonalDataSources,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** A zip of data.json and index.html. Nothing of it touches a disk here. */
  async zipFor(caller: { accountId: string; personId: string }): Promise<Readable> {
    await inTransaction(this.dataSource, async (tx) => {
      const person = await tx.findOneByOrFail(Person, { id: caller.personId });
      await this.audit.record(tx, { action: 'personal_data.download', by: caller.accountId, on: { kind: 'person', id: person.id }, regionPath: person.regionPath });
    });
    const at = this.clock.date();
    const sections = await this.sections(caller.personId);
    const data = { madeAt: at.toISOString(), ...Object.fromEntries(sections.map(({ name, rows }) => [name, rows])) };
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(JSON.stringify(data, null, 2)), 'data.json', { mtime: at });
    zip.addBuffer(Buffer.from(exportPage(sections, at.toISOString())), 'index.html', { mtime: at });
    zip.end();
    return zip.outputStream as Readable;
  }

  private async sections(personId: string): Promise<PersonalSection[]> {
    const ids = await idsOfOnePerson(this.dataSource.manager, personId);
    const collected: PersonalSection[] = [];
    for (const source of this.sources.all()) collected.push(...(await source.collect(ids)));
    return collected;
  }
}

/** The rows of one natural person: the own one, and those that were merged into it. */
export async function idsOfOnePerson(tx: EntityManager, personId: string): Promise<string[]> {
  const merged: { id: string }[] = await tx.query('SELECT id FROM person WHERE merged_into = ?', [personId]);
  return [personId, ...merged.map((row) => row.id)];
}
