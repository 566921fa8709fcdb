import { canonicalJson, entryKey, formatCredits, hashJson, isYearClosed, shanghaiDate, yearOfDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PersonsService } from '../../identity/persons.service.js';
import { PersonsInScope } from '../../identity/persons-in-scope.js';
import { NoticesService } from '../../notices/notices.service.js';
import { AlarmsService } from '../../platform/alarms/alarms.service.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock.js';
import { digest } from '../../platform/crypto/digest.js';
import { isSignedText, publicKeysById } from '../../platform/crypto/signing-key.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { CreditEntry } from '../credit-entry.entity.js';
import { PoliciesService } from '../policies/policies.service.js';
import { PostingService } from '../posting.service.js';
import { assertNotOwn } from './corrections.service.js';
import { CreditTransfer } from './credit-transfer.entity.js';
import { TransferIssuer } from './transfer-issuer.entity.js';
import type { TransferDto, TransferredDto } from './transfers.dto.js';

/** A platform has signed two contents under one id (credit-rules.md 13). */
class ContradictingTransferError extends Error {
  constructor(readonly entry: Pick<CreditEntry, 'id' | 'personId' | 'year' | 'key'>) {
    super('A transfer with this id and other content was taken over');
  }
}

/** Credits of other platforms, taken over as they have signed them (credit-rules.md 10). */
@Injectable()
export class TransfersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inScope: PersonsInScope,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly posting: PostingService,
    private readonly notices: NoticesService,
    private readonly alarms: AlarmsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The same document again changes nothing; another one under the same id is refused and alarmed.
   * @throws Problem not_found, own_credits, invalid_input (a day to come), year_closed, transfer_refused with the reason
   */
  async take(caller: Principal, personId: string, transfer: TransferDto): Promise<TransferredDto> {
    assertNotOwn(caller, personId);
    try {
      return await inTransaction(this.dataSource, (tx) => this.takeOnce(tx, caller, personId, transfer));
    } catch (error) {
      if (!(error instanceof ContradictingTransferError)) throw error;
      const { id: entryId, personId: holder, year, key } = error.entry;
      await this.alarms.raise({ kind: 'contradicting_entry', subjectId: key, details: { personId: holder, year, entryId, refusedKind: 'transfer' } });
      throw refused('document.id', '这个编号已经转入过，内容不同');
    }
  }

  private async takeOnce(tx: EntityManager, caller: Principal, personId: string, transfer: TransferDto): Promise<TransferredDto> {
    const { document } = transfer;
    const { regionPath } = await this.inScope.get(tx, personId, caller.scope('credits.correct'));
    await this.posting.lockHead(tx, personId);
    // One after the other for each issuer: an id is used once also for two learners, and nothing follows its end.
    const issuer = await tx.findOne(TransferIssuer, { where: { id: document.issuer }, lock: { mode: 'pessimistic_write' } });
    if (!issuer) throw refused('document.issuer', '没有登记这个平台');
    if (!isSignedBy(issuer, transfer)) throw refused('signature', '签名和内容不一致');
    if (!(await this.persons.hasLoginNumber(tx, personId, document.to))) throw refused('document.to', '学员号不是这位学员的');
    const before = await tx.findOneBy(CreditTransfer, { issuer: issuer.id, externalId: document.id });
    if (before) return this.repeated(tx, before, transfer);
    this.assertTimely(issuer, document.date);
    const entryId = await this.post(tx, personId, transfer, { issuer, by: caller.accountId });
    const details = { personId, issuer: issuer.id, entryId, units: document.units, date: document.date };
    await this.audit.record(tx, { action: 'credit.transfer', by: caller.accountId, on: { kind: 'person', id: personId }, regionPath, details });
    return dtoOf(transfer, entryId, false);
  }

  private async repeated(tx: EntityManager, before: CreditTransfer, transfer: TransferDto): Promise<TransferredDto> {
    const entry = await tx.findOneByOrFail(CreditEntry, { key: entryKey.transfer(before.issuer, before.externalId) });
    if (hashJson({ ...before.document }, digest) !== hashJson(transfer.document, digest)) throw new ContradictingTransferError(entry);
    return dtoOf(transfer, entry.id, true);
  }

  private assertTimely(issuer: TransferIssuer, date: string): void {
    const now = this.clock.now();
    if (issuer.endedAt !== null) throw refused('document.issuer', '这个平台已经停用');
    if (date > shanghaiDate(now)) throw new Problem('invalid_input', [{ field: 'document.date', message: '日期不能在今天以后' }]);
    if (isYearClosed(yearOfDate(date), now)) throw new Problem('year_closed');
  }

  /** The evidence, its entry and the message. @returns the id of the entry */
  private async post(tx: EntityManager, personId: string, { document, signature }: TransferDto, { issuer, by }: { issuer: TransferIssuer; by: string }): Promise<string> {
    const person = (await this.persons.standings([personId], tx)).get(personId);
    if (!person || person.mergedInto !== null) throw new Problem('not_found');
    const now = this.clock.now();
    const { id, units, date, title } = document;
    await tx.insert(CreditTransfer, { issuer: issuer.id, externalId: id, personId, units, date, title, document, signature, recordedBy: by, recordedAt: new Date(now) });
    const evidence = { title, issuer: issuer.name, documentHash: hashJson(document, digest) };
    const policyVersion = this.policies.on(date).version;
    const posted = await this.posting.post(tx, person, { kind: 'transfer', sourceId: id, key: entryKey.transfer(issuer.id, id), units, date, policyVersion, recordedAt: now, evidence });
    if (!posted) throw refused('document.id', '这个编号已经转入过');
    await this.notices.send(tx, personId, 'credit_granted', { correctionId: null, entryId: posted.id, units, year: yearOfDate(date) });
    return posted.id;
  }
}

function isSignedBy({ publicKey }: TransferIssuer, { document, signature }: TransferDto): boolean {
  const keys = publicKeysById([publicKey]);
  return [...keys.keys()].some((keyId) => isSignedText(canonicalJson(document), { keyId, signature }, keys));
}

function refused(field: string, message: string): Problem {
  return new Problem('transfer_refused', [{ field, message }]);
}

function dtoOf({ document: { issuer, id, units, date, title } }: TransferDto, entryId: string, repeated: boolean): TransferredDto {
  return { entryId, issuer, id, units, credits: formatCredits(units), date, title, repeated };
}
