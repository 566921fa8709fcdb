import { shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { Person } from '../person.entity.js';
import { RealNameService } from '../real-name.service.js';
import { idsOfOnePerson } from './data-export.service.js';
import { ErasureJournal } from './erasure-journal.js';
import { ERASURE_WORDS, type ErasurePreviewDto } from './personal-data.dto.js';
import { PersonalDataSources } from './personal-data-source.js';

/** What is left of a person: an id without a key, under which the ledger stands. */
const NOTHING = {
  dataKey: null,
  nameCipher: null,
  nameIndex: null,
  documentKind: null,
  idNumberCipher: null,
  idNumberIndex: null,
  birthYear: null,
  sex: null,
  regionId: null,
  regionPath: null,
  organisationId: null,
  verification: 'unverified',
  state: 'erased',
} as const satisfies Partial<Person>;

/** 注销: personal data are gone for good, the ledger and the statements stay under a number that names nobody. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: PersonalDataSources,
    private readonly realNames: RealNameService,
    private readonly journal: ErasureJournal,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async preview(personId: string): Promise<ErasurePreviewDto> {
    const ids = await idsOfOnePerson(this.dataSource.manager, personId);
    const shares = await Promise.all(this.sources.all().map((source) => source.share(ids)));
    return {
      removed: shares.flatMap((share) => share.removed),
      kept: shares.flatMap((share) => share.kept),
      roleHeld: await this.holdsRole(this.dataSource.manager, ids),
      words: ERASURE_WORDS,
    };
  }

  /** @throws Problem role_held while a role of staff is held */
  async erase(caller: { accountId: string; personId: string }): Promise<void> {
    const ids = await inTransaction(this.dataSource, async (tx) => {
      const person = await this.realNames.lock(tx, caller.personId);
      // Nobody is merged into a person who is locked.
      const ids = await idsOfOnePerson(tx, person.id);
      if (await this.holdsRole(tx, ids)) throw new Problem('role_held');
      await this.wipe(tx, ids);
      await this.audit.record(tx, { action: 'personal_data.erase', by: caller.accountId, on: { kind: 'person', id: person.id }, regionPath: person.regionPath });
      return ids;
    });
    await this.journal.add(ids.map((personId) => ({ personId, on: shanghaiDate(this.clock.now()) })));
  }

  /**
   * Erases again who was erased before a backup came back, and writes into the journal who is missing there.
   * @returns how many persons were erased again
   */
  async replay(): Promise<number> {
    const journalled = await this.journal.read();
    let erasedAgain = 0;
    for (const { personId } of journalled) {
      const person = await this.dataSource.manager.findOneBy(Person, { id: personId });
      if (!person || person.state === 'erased') continue;
      await inTransaction(this.dataSource, async (tx) => {
        await this.wipe(tx, [personId]);
        await this.audit.record(tx, { action: 'personal_data.erase', by: null, on: { kind: 'person', id: personId }, regionPath: person.regionPath, details: { replayed: true } });
      });
      erasedAgain++;
    }
    const known = new Set(journalled.map((line) => line.personId));
    const erased = await this.dataSource.manager.find(Person, { select: { id: true, stateOn: true }, where: { state: 'erased' } });
    await this.journal.add(erased.filter(({ id }) => !known.has(id)).map(({ id, stateOn }) => ({ personId: id, on: stateOn ?? shanghaiDate(this.clock.now()) })));
    return erasedAgain;
  }

  private async wipe(tx: EntityManager, ids: string[]): Promise<void> {
    for (const source of this.sources.all()) await source.erase(tx, ids);
    await tx.update(Person, { id: In(ids) }, { ...NOTHING, stateOn: shanghaiDate(this.clock.now()) });
  }

  private async holdsRole(tx: EntityManager, ids: string[]): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      'SELECT 1 FROM role_grant g JOIN account a ON a.id = g.account_id WHERE a.person_id IN (?) AND (g.valid_to IS NULL OR g.valid_to > ?) LIMIT 1',
      [ids, this.clock.date()],
    );
    return rows.length > 0;
  }
}
