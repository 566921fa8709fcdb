import { STATEMENT_REASONS, type SealedEntry, closingText, merkleLeaf, merkleRoot, statementText } from '@xuexi/domain';
import { expect } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import type { ClosingDto } from '../../src/credits/closing/closings.dto.js';
import { Closing } from '../../src/credits/closing/closing.entity.js';
import { CreditSigning } from '../../src/credits/credit-signing.js';
import { PostingService } from '../../src/credits/posting.service.js';
import type { StatementDto } from '../../src/credits/statements/statements.dto.js';
import { Statement } from '../../src/credits/statements/statement.entity.js';
import { StatementsService } from '../../src/credits/statements/statements.service.js';
import { Person } from '../../src/identity/person.entity.js';
import { PersonsService } from '../../src/identity/persons.service.js';
import { isSignedText, publicKeysById } from '../../src/platform/crypto/signing-key.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { newId } from '../../src/platform/ids.js';
import type { World } from '../support/world.js';
import { aClosingRunner } from './closings.js';
import { aPosting, allHold } from './ledger.js';
import { type Someone, aColleague, aPerson, confirmed, signedIn } from './persons.js';
import type { City } from './regions.js';

/** The books of 2026 are still open. */
export const OPEN = '2027-01-10T09:00:00+08:00';
/** The books of 2026 are closed. */
export const CLOSED = '2027-01-16T00:00:00+08:00';
/** When its learners were verified. */
export const VERIFIED = new Date('2026-12-15T00:00:00Z');

/** Where years are closed: the administrator who does it, and persons with entries who are to be stated. */
export class ClosingOffice {
  constructor(
    private readonly world: World,
    private readonly city: City,
    /** Signed in when the world was at {@link OPEN}, or since the last {@link confirmedAdmin}. */
    public admin: Someone,
  ) {}

  async start(year = 2026, trial = false): Promise<ClosingDto> {
    const { agent } = await this.confirmedAdmin();
    const answer = await agent.post<ClosingDto>('/api/closings', { year, trial });
    expect(answer.status).toBe(201);
    return answer.body;
  }

  async closeYear({ runner = aClosingRunner(this.world), year = 2026, trial = false } = {}): Promise<ClosingDto> {
    const { id } = await this.start(year, trial);
    await runner.runWhole(id);
    return this.read(id);
  }

  async read(id: string): Promise<ClosingDto> {
    return (await this.admin.agent.get<ClosingDto>(`/api/closings/${id}`)).body;
  }

  /** A session does not outlive the years between the tests' moments, nor does a confirmation. */
  async confirmedAdmin(): Promise<Someone> {
    this.admin = { ...this.admin, agent: await signedIn(this.world, this.admin.accountId) };
    return confirmed(this.world, this.admin);
  }

  learner(verifiedAt: Date | null = VERIFIED): Promise<Someone> {
    return aPerson(this.world, { region: this.city.communities[0]!, verifiedAt });
  }

  /** Persons with entries, without logins. @returns their ids */
  async manyPersons(count: number): Promise<string[]> {
    const persons = Array.from({ length: count }, (_, i) => ({ id: newId(), verification: 'verified' as const, verifiedAt: VERIFIED, registeredOn: '2026-12-15', idNumberIndex: String(i).padStart(64, '0'), createdAt: VERIFIED }));
    await this.world.db.manager.insert(Person, persons);
    await allHold(this.world, persons.map(({ id }, i) => ({ personId: id, units: 1_000_000 + i * 10_000 })), '2026-05-01');
    return persons.map(({ id }) => id);
  }

  /** Corrects 2026 by so many units. */
  correct(personId: string, units: number): Promise<SealedEntry | null> {
    return inTransaction(this.world.db, (tx) => this.correctIn(tx, personId, units));
  }

  /** {@link correct} in a transaction that goes on. */
  async correctIn(tx: EntityManager, personId: string, units: number): Promise<SealedEntry | null> {
    const { app } = this.world.api;
    const [persons, posting, statements] = [app.get(PersonsService), app.get(PostingService), app.get(StatementsService)];
    const person = (await persons.standings([personId], tx)).get(personId)!;
    const { regionId, regionPath, organisationId } = person;
    const entry = await posting.amend(tx, { ...aPosting(units, '2027-02-03'), personId, year: 2026, regionId, regionPath, organisationId, reverses: null, recordedAt: this.world.clock.now() });
    await statements.follow(tx, personId, person, 2026, STATEMENT_REASONS.reversal);
    return entry;
  }

  /** Statements of a signed closing, its leaves and its signature all agree with what the domain says. */
  async expectSigned(id: string): Promise<void> {
    const closing = await this.world.db.manager.findOneByOrFail(Closing, { id });
    const statements = await this.world.db.manager.find(Statement, { where: { closingId: id }, order: { personId: 'ASC' } });
    const texts = statements.map(({ kinds, months, ...statement }) => statementText({ ...statement, kinds: kinds!, months: months! }));
    expect(statements.map(({ leaf }) => leaf)).toEqual(texts.map(merkleLeaf));
    expect(closing).toMatchObject({ state: 'done', leaves: texts.length, root: merkleRoot(texts) });
    const { publicKey } = new CreditSigning(this.world.config).key;
    const { year, leaves, root, keyId, signature } = closing;
    expect(isSignedText(closingText({ closingId: id, year, leaves: leaves!, root: root! }), { keyId: keyId!, signature: signature! }, publicKeysById([publicKey]))).toBe(true);
  }
}

/** The office at {@link OPEN}. A closing is of everyone: whoever there was before, and what was stated of them, is gone. */
export async function aClosingOffice(world: World, city: City): Promise<ClosingOffice> {
  const tables = ['person', 'account', 'role_grant', 'session', 'credit_entry', 'credit_head', 'statement', 'closing', 'closing_shard', 'closing_chunk', 'closing_change', 'closing_latecomer', 'notice', 'outbox'];
  for (const table of tables) await world.db.query(`DELETE FROM ${table}`);
  world.clock.set(OPEN);
  return new ClosingOffice(world, city, await aColleague(world, 'platform_admin', city.communities[0]!, null));
}

/** What a learner sees of their own statements, newest first. */
export async function statementsOf({ agent }: Someone): Promise<StatementDto[]> {
  return (await agent.get<{ items: StatementDto[] }>('/api/my/statements')).body.items;
}
