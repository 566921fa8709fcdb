import type { DocumentKind, RejectionReason } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, hashColumn, idColumn, timeColumn } from '../../platform/database/columns.js';

/** merged: it was the holder of another account who claimed, and both became one person. */
export type ClaimState = 'pending' | 'verified' | 'rejected' | 'withdrawn' | 'merged';

/** Who looks at a claim first: staff, or the configured two-element check. */
export type ClaimProvider = 'manual' | 'http';

/** What the check said of name and number. */
export type ClaimFinding = 'match' | 'mismatch';

/** That somebody says to be the holder of a document. Name and number are kept only until it is decided. */
@Entity('real_name_claim')
@Index('ix_real_name_claim_person', ['personId', 'submittedAt'])
@Index('ix_real_name_claim_state', ['state', 'id'])
export class RealNameClaim {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  personId: string;

  /** The person while the claim is pending, then null: one pending claim per person. */
  @Index('uq_real_name_claim_pending', { unique: true })
  @Column({ ...idColumn, nullable: true })
  pendingPersonId: string | null;

  @Column(asciiColumn(20))
  documentKind: DocumentKind;

  /** Encrypted with the person's data key. */
  @Column({ type: 'varbinary', length: 512, nullable: true })
  nameCipher: Buffer | null;

  @Column({ type: 'varbinary', length: 128, nullable: true })
  numberCipher: Buffer | null;

  /** The digest that the number would have in `person.id_number_index`; not unique, because claiming proves nothing. */
  @Index('ix_real_name_claim_number')
  @Column({ ...hashColumn, nullable: true })
  numberIndex: string | null;

  @Column(asciiColumn(12))
  state: ClaimState;

  @Column(asciiColumn(20))
  provider: ClaimProvider;

  @Column({ ...asciiColumn(12), nullable: true })
  finding: ClaimFinding | null;

  @Column({ ...asciiColumn(20), nullable: true })
  rejection: RejectionReason | null;

  /** What staff add to the reason, for the learner to read. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  note: string | null;

  @Column(timeColumn)
  submittedAt: Date;

  @Column({ ...timeColumn, nullable: true })
  checkedAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  decidedAt: Date | null;

  /** Account of who decided; null: the check did. */
  @Column({ ...idColumn, nullable: true })
  decidedBy: string | null;
}
