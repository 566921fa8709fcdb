import type { DocumentKind, GuardianRelation } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isWithinScope } from '../../platform/auth/scope.js';
import { BlindIndex } from '../../platform/crypto/blind-index.js';
import { RealNameService } from '../real-name.service.js';
import { IntakeRepository, type KnownPerson } from './intake.repository.js';
import { IntakeRows } from './intake-rows.js';

/** A resident as a list names them, everything in the form in which it is stored. */
export interface Resident {
  name: string;
  documentKind: DocumentKind;
  idNumber: string;
  /** 'YYYY-MM-DD', of documents whose number tells none. */
  birthDate?: string | null;
  phone: string | null;
  region: { id: string; path: string };
  /** Null: the list says nothing of an organisation. */
  organisationId: string | null;
  /** Who agreed for a child under 14. */
  guardian: { name: string; phone: string | null; relation: GuardianRelation } | null;
}

/** For whom residents are taken in. */
export interface IntakeContext {
  /** Account that answers for the list and its consents. */
  accountId: string;
  /** The region that was chosen: nobody outside it is touched, however far the account reaches. */
  region: { path: string };
  now: Date;
  /** False: says what would happen and writes nothing. */
  apply: boolean;
}

/** Why a resident was not taken in. */
export interface IntakeFault {
  field: 'name' | 'idNumber' | 'phone' | 'guardian';
  message: string;
  /** The person is known, and out of reach. */
  atDesk?: true;
}

export type IntakeOutcome = 'created' | 'changed' | 'unchanged' | IntakeFault;

/** The same for everyone out of reach, so that it tells nothing of them. */
const AT_DESK: IntakeFault = { field: 'idNumber', message: '该证件需要到窗口核对。请本人带证件到社区学习中心办理。', atDesk: true };
const TWICE: IntakeFault = { field: 'idNumber', message: '和前面的一行是同一个人的两种证件。请只留下一行。' };
const OTHER_NAME: IntakeFault = { field: 'name', message: '姓名和这个证件已登记的不一样。请核对姓名和证件号码。' };
const PHONE_TAKEN: IntakeFault = { field: 'phone', message: '这个手机号已有人使用。请核对，或者留空。' };
const OTHER_PHONE: IntakeFault = { field: 'phone', message: '手机号和已登记的不一样。变更手机号请本人到窗口办理。' };
const NO_GUARDIAN: IntakeFault = { field: 'guardian', message: '未满 14 周岁。请填写监护人姓名和与本人的关系。' };

/** What is to be written for a resident. */
export type Intake = { resident: Resident; idIndex: string; phoneIndex: string | null } & ({ person: null } | { person: KnownPerson; moves: boolean; joins: boolean; newPhone: boolean });

/** Takes in residents whose documents staff have seen, many at once. The consents were given on paper. */
@Injectable()
export class ResidentIntake {
  constructor(
    private readonly realNames: RealNameService,
    private readonly blindIndex: BlindIndex,
    private readonly persons: IntakeRepository,
    private readonly rows: IntakeRows,
  ) {}

  /**
   * Registers who is new as verified and brings up to date who is known within the region. Nothing changes where a list
   * says what already stands, so the same list may come again.
   * @returns an outcome for each resident, in their order
   * @throws a duplicate key when another transaction registers one of them at this moment: do the whole again
   */
  async take(tx: EntityManager, residents: readonly Resident[], context: IntakeContext): Promise<IntakeOutcome[]> {
    const idIndexes = residents.map((resident) => this.realNames.indexOf(resident));
    const phoneIndexes = residents.map(({ phone }) => phone && this.blindIndex.of('phone', phone));
    const known = await this.persons.byIdIndex(tx, idIndexes, context.apply);
    const phones = await this.persons.phonesOf(tx, [...known.values()].map(({ id }) => id), phoneIndexes.filter((index) => index !== null));
    const intakes: Intake[] = [];
    const changed = new Set<string>();
    const outcomes = residents.map((resident, i): IntakeOutcome => {
      const found = { resident, idIndex: idIndexes[i]!, phoneIndex: phoneIndexes[i]! };
      const judged = this.judge(found, known.get(found.idIndex) ?? null, phones, context);
      if ('field' in judged) return judged;
      if (judged.person && !judged.moves && !judged.joins && !judged.newPhone) return 'unchanged';
      // A merged person is known by two numbers, and their rows would each be written.
      if (judged.person && changed.has(judged.person.id)) return TWICE;
      if (judged.person) changed.add(judged.person.id);
      intakes.push(judged);
      return judged.person ? 'changed' : 'created';
    });
    if (context.apply && intakes.length > 0) await this.rows.write(tx, intakes, context);
    return outcomes;
  }

  private judge(found: Pick<Intake, 'resident' | 'idIndex' | 'phoneIndex'>, person: KnownPerson | null, phones: Phones, context: IntakeContext): Intake | IntakeFault {
    const { resident, phoneIndex } = found;
    const holder = phoneIndex === null ? undefined : phones.holders.get(phoneIndex);
    if (!person) {
      if (holder !== undefined) return PHONE_TAKEN;
      if (resident.guardian === null && this.realNames.needsGuardian(resident)) return NO_GUARDIAN;
      return { ...found, person: null };
    }
    if (person.state !== 'active' || person.regionPath === null || !isWithinScope(person.regionPath, [context.region.path])) return AT_DESK;
    if (person.nameIndex !== this.blindIndex.of('name', resident.name)) return OTHER_NAME;
    if (holder !== undefined && holder !== person.id) return PHONE_TAKEN;
    const newPhone = phoneIndex !== null && holder === undefined;
    if (newPhone && phones.owners.has(person.id)) return OTHER_PHONE;
    return {
      ...found,
      person,
      moves: person.regionId !== resident.region.id,
      joins: resident.organisationId !== null && person.organisationId !== resident.organisationId,
      newPhone,
    };
  }
}

/** Who has which phone number. */
interface Phones {
  /** Person by digest of the number. */
  holders: ReadonlyMap<string, string>;
  /** Persons that have a number. */
  owners: ReadonlySet<string>;
}
