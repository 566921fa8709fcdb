import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../platform/database/columns.js';

/** Who learns in which group. */
@Entity('learning_group_member')
@Index('ix_learning_group_member_person', ['personId'])
export class LearningGroupMember {
  @PrimaryColumn(idColumn)
  groupId: string;

  @PrimaryColumn(idColumn)
  personId: string;

  @Column(timeColumn)
  joinedAt: Date;
}
