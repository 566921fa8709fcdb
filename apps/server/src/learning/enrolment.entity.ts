import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../platform/database/columns.js';

/** A learner has joined a course and studies one of its versions. */
@Entity('enrolment')
export class Enrolment {
  @PrimaryColumn(idColumn)
  personId: string;

  @PrimaryColumn(idColumn)
  @Index('ix_enrolment_course')
  courseId: string;

  @Column(idColumn)
  courseVersionId: string;

  @Column(timeColumn)
  enrolledAt: Date;

  @Column({ ...idColumn, nullable: true })
  invitationId: string | null;

  /** When all that the version requires was done. */
  @Column({ ...timeColumn, nullable: true })
  finishedAt: Date | null;
}
