import { CONSENT_TEXTS, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { newId } from '../../platform/ids.js';
import { RealNameService } from '../real-name.service.js';
import type { Intake, IntakeContext, Resident } from './resident-intake.service.js';

type Value = string | number | Buffer | Date | null;
type Rows = Record<keyof typeof TABLES, Value[][]>;

/** The columns that an intake writes. */
const TABLES = {
  person:
    'id, data_key, verification, verified_at, registered_on, registered_region_path, name_cipher, name_index, document_kind, id_number_cipher, id_number_index, birth_year, sex, state, region_id, region_path, organisation_id, created_at',
  account: 'id, person_id, display_name, phone_cipher, phone_index, password_temporary, created_at',
  residence: 'id, person_id, region_id, region_path, valid_from, changed_by',
  membership: 'id, person_id, organisation_id, valid_from, changed_by',
  consent: 'id, person_id, purpose, version, channel, recorded_by, given_at',
  guardian_consent: 'id, person_id, guardian_name_cipher, guardian_phone_cipher, relation, document_note, recorded_by, given_at',
} as const;

/** What is shown until they choose a name themselves. */
const DISPLAY_NAME = '学员';
const CHANNEL = 'import';

/** Writes residents with few statements, however many they are. */
@Injectable()
export class IntakeRows {
  constructor(
    private readonly keys: PersonKeys,
    private readonly realNames: RealNameService,
  ) {}

  async write(tx: EntityManager, intakes: readonly Intake[], context: IntakeContext): Promise<void> {
    const rows: Rows = { person: [], account: [], residence: [], membership: [], consent: [], guardian_consent: [] };
    for (const intake of intakes) {
      if (intake.person === null) await this.addNew(rows, intake, context);
    }
    await this.change(tx, rows, intakes, context);
    for (const [table, columns] of Object.entries(TABLES)) {
      const values = rows[table as keyof Rows];
      if (values.length > 0) await tx.query(`INSERT INTO ${table} (${columns}) VALUES ?`, [values]);
    }
  }

  private async addNew(rows: Rows, { resident, phoneIndex }: Intake, { accountId, now }: IntakeContext): Promise<void> {
    const id = newId();
    const { dataKey, cipher } = await this.keys.issue(id);
    const { region, organisationId, guardian } = resident;
    const columns = this.realNames.encrypted(cipher, id, resident);
    rows.person.push([
      id,
      dataKey,
      'verified',
      now,
      shanghaiDate(now.getTime()),
      region.path,
      columns.nameCipher,
      columns.nameIndex,
      columns.documentKind,
      columns.idNumberCipher,
      columns.idNumberIndex,
      columns.birthYear,
      columns.sex,
      'active',
      region.id,
      region.path,
      organisationId,
      now,
    ]);
    rows.residence.push([newId(), id, region.id, region.path, now, accountId]);
    if (organisationId !== null) rows.membership.push([newId(), id, organisationId, now, accountId]);
    for (const { purpose, version } of [CONSENT_TEXTS.account, CONSENT_TEXTS.real_name]) rows.consent.push([newId(), id, purpose, version, CHANNEL, accountId, now]);
    if (guardian) rows.guardian_consent.push(guardianRow(cipher, id, guardian, accountId, now));
    if (resident.phone !== null && phoneIndex !== null) rows.account.push(accountRow(cipher, id, resident.phone, phoneIndex, now));
  }

  /** Brings up to date those who are known. */
  private async change(tx: EntityManager, rows: Rows, intakes: readonly Intake[], { accountId, now }: IntakeContext): Promise<void> {
    const known = intakes.flatMap((intake) => (intake.person === null ? [] : [intake]));
    const movers = known.filter(({ moves }) => moves);
    const joiners = known.filter(({ joins }) => joins);
    if (movers.length > 0) await tx.query('UPDATE residence SET valid_to = ? WHERE person_id IN (?) AND valid_to IS NULL', [now, movers.map(({ person }) => person.id)]);
    if (joiners.length > 0) await tx.query('UPDATE membership SET valid_to = ? WHERE person_id IN (?) AND valid_to IS NULL', [now, joiners.map(({ person }) => person.id)]);
    for (const { person, resident } of movers) {
      await tx.query('UPDATE person SET region_id = ?, region_path = ? WHERE id = ?', [resident.region.id, resident.region.path, person.id]);
      rows.residence.push([newId(), person.id, resident.region.id, resident.region.path, now, accountId]);
    }
    for (const { person, resident } of joiners) {
      await tx.query('UPDATE person SET organisation_id = ? WHERE id = ?', [resident.organisationId, person.id]);
      rows.membership.push([newId(), person.id, resident.organisationId, now, accountId]);
    }
    await this.addPhones(tx, rows, known.filter(({ newPhone }) => newPhone), now);
  }

  private async addPhones(tx: EntityManager, rows: Rows, known: readonly Extract<Intake, { moves: boolean }>[], now: Date): Promise<void> {
    if (known.length === 0) return;
    const holders: { id: string; data_key: Buffer | null }[] = await tx.query('SELECT id, data_key FROM person WHERE id IN (?)', [known.map(({ person }) => person.id)]);
    const ciphers = await this.keys.openAll(holders.map(({ id, data_key }) => ({ id, dataKey: data_key })));
    for (const { person, resident, phoneIndex } of known) {
      const cipher = ciphers.get(person.id);
      if (cipher && resident.phone !== null && phoneIndex !== null) rows.account.push(accountRow(cipher, person.id, resident.phone, phoneIndex, now));
    }
  }
}

/** A login by SMS code; a password may be set later. */
function accountRow(cipher: FieldCipher, personId: string, phone: string, phoneIndex: string, now: Date): Value[] {
  const id = newId();
  return [id, personId, DISPLAY_NAME, cipher.encrypt(phone, { table: 'account', column: 'phone', row: id }), phoneIndex, 0, now];
}

function guardianRow(cipher: FieldCipher, personId: string, { name, phone, relation }: NonNullable<Resident['guardian']>, accountId: string, now: Date): Value[] {
  const id = newId();
  const place = (column: string) => ({ table: 'guardian_consent', column, row: id });
  return [id, personId, cipher.encrypt(name, place('guardian_name')), phone && cipher.encrypt(phone, place('guardian_phone')), relation, '书面同意由导入名单的工作人员保管', accountId, now];
}
