import type { GuardianRelation } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../../platform/database/columns.js';

/** That a guardian agreed to the real-name use of a person under 14, taken down by staff. */
@Entity('guardian_consent')
export class GuardianConsent {
  @PrimaryColumn(idColumn)
  id: string;

  @Index('ix_guardian_consent_person')
  @Column(idColumn)
  personId: string;

  /** Encrypted with the child's data key. */
  @Column({ type: 'varbinary', length: 512 })
  guardianNameCipher: Buffer;

  @Column({ type: 'varbinary', length: 128, nullable: true })
  guardianPhoneCipher: Buffer | null;

  @Column(asciiColumn(20))
  relation: GuardianRelation;

  /** Which papers were shown; no numbers. */
  @Column({ type: 'varchar', length: 200 })
  documentNote: string;

  @Column(idColumn)
  recordedBy: string;

  @Column(timeColumn)
  givenAt: Date;

  @Column({ ...timeColumn, nullable: true })
  withdrawnAt: Date | null;
}
