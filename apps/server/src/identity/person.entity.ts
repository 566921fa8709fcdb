import type { DocumentKind, Sex } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, dateColumn, hashColumn, idColumn, timeColumn } from '../platform/database/columns.js';
import { FollowsRegion } from '../platform/database/follows-region.js';
import type { Verification } from './identity.dto.js';

/** active: learns here; moved: lives elsewhere now; merged: a double, see `mergedInto`; erased: personal data is gone. */
export type PersonState = 'active' | 'deceased' | 'moved' | 'merged' | 'erased';

/** One natural person, however many logins. Name and ID number are stored encrypted only, with the person's own key. */
@FollowsRegion({ counts: 'residents', counted: "state = 'active'" })
@Entity('person')
@Index('ix_person_registration', ['registeredRegionPath', 'registeredOn'])
// Holds all that lists of learners are filtered by, so that they pass over rows without reading them.
@Index('ix_person_list', ['regionPath', 'id', 'state', 'verification', 'birthYear', 'sex', 'organisationId'])
export class Person {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(asciiColumn(12))
  verification: Verification;

  /** First successful verification; with the two columns below it counts the person as newly registered (credit-rules.md 18). */
  @Column({ ...timeColumn, nullable: true })
  verifiedAt: Date | null;

  /** Since when the real name is no longer used, though it once was verified. Null: it is, or never was. */
  @Column({ ...timeColumn, nullable: true })
  unverifiedAt: Date | null;

  /** Shanghai date of the first successful verification. */
  @Column({ ...dateColumn, nullable: true })
  registeredOn: string | null;

  @Column({ ...asciiColumn(255), nullable: true })
  registeredRegionPath: string | null;

  /** The person's data key, wrapped under a master key. Null: shredded. */
  @Column({ type: 'varbinary', length: 128, nullable: true })
  dataKey: Buffer | null;

  @Column({ type: 'varbinary', length: 512, nullable: true })
  nameCipher: Buffer | null;

  /** Keyed digest of the name, by which a desk finds a person. */
  @Index('ix_person_name')
  @Column({ ...hashColumn, nullable: true })
  nameIndex: string | null;

  @Column({ ...asciiColumn(20), nullable: true })
  documentKind: DocumentKind | null;

  /** The number of the document, whatever its kind. */
  @Column({ type: 'varbinary', length: 128, nullable: true })
  idNumberCipher: Buffer | null;

  /** Keyed digest of the number: one natural person, one row. Only verified persons have one, and merged rows whose person is verified by another document. */
  @Index('uq_person_id_number', { unique: true })
  @Column({ ...hashColumn, nullable: true })
  idNumberIndex: string | null;

  /** Derived from the ID number, never asked for beside it. */
  @Column({ type: 'smallint', nullable: true })
  birthYear: number | null;

  @Column({ ...asciiColumn(6), nullable: true })
  sex: Sex | null;

  @Column({ ...asciiColumn(12), default: 'active' })
  state: PersonState;

  @Column({ ...dateColumn, nullable: true })
  stateOn: string | null;

  @Index('ix_person_merged_into')
  @Column({ ...idColumn, nullable: true })
  mergedInto: string | null;

  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column({ ...asciiColumn(255), nullable: true })
  regionPath: string | null;

  @Index('ix_person_organisation')
  @Column({ ...idColumn, nullable: true })
  organisationId: string | null;

  @Column(timeColumn)
  createdAt: Date;
}
