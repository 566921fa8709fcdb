import type { Role } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** A role that an account holds over a region for a period. Everyone is a learner without a grant. */
@Entity('role_grant')
export class RoleGrant {
  @PrimaryColumn(idColumn)
  id: string;

  @Index('ix_role_grant_account')
  @Column(idColumn)
  accountId: string;

  @Column(asciiColumn(20))
  role: Role;

  /** Null: the whole installation. */
  @Index('ix_role_grant_region')
  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column(timeColumn)
  validFrom: Date;

  @Column({ ...timeColumn, nullable: true })
  validTo: Date | null;

  /** Account of who granted it; null: it came with the installation. */
  @Column({ ...idColumn, nullable: true })
  grantedBy: string | null;

  @Column({ ...timeColumn, nullable: true })
  grantedAt: Date | null;

  @Column({ ...idColumn, nullable: true })
  revokedBy: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  reason: string | null;
}
