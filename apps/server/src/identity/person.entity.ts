import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, dateColumn, hashColumn, idColumn, timeColumn } from '../platform/database/columns.js';
import type { Verification } from './identity.dto.js';

/** One natural person, however many logins. Name and ID number are stored encrypted only. */
@Entity('person')
@Index('ix_person_registration', ['registeredRegionPath', 'registeredOn'])
export class Person {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(asciiColumn(12))
  verification: Verification;

  /** First successful verification; with the two columns below it counts the person as newly registered (credit-rules.md 18). */
  @Column({ ...timeColumn, nullable: true })
  verifiedAt: Date | null;

  /** Shanghai date of the first successful verification. */
  @Column({ ...dateColumn, nullable: true })
  registeredOn: string | null;

  @Column({ ...asciiColumn(255), nullable: true })
  registeredRegionPath: string | null;

  @Column({ type: 'varbinary', length: 512, nullable: true })
  nameCipher: Buffer | null;

  @Column({ type: 'varbinary', length: 128, nullable: true })
  idNumberCipher: Buffer | null;

  /** Keyed digest of the ID number: one natural person, one row. */
  @Index('uq_person_id_number', { unique: true })
  @Column({ ...hashColumn, nullable: true })
  idNumberIndex: string | null;

  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Index('ix_person_region_path')
  @Column({ ...asciiColumn(255), nullable: true })
  regionPath: string | null;

  @Column(timeColumn)
  createdAt: Date;
}
