import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** A code that lets its holders join a course by invitation. */
@Entity('course_invitation')
@Index('uq_course_invitation_code', ['code'], { unique: true })
@Index('ix_course_invitation_course', ['courseId'])
export class CourseInvitation {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  courseId: string;

  /** Short and easy to read out; unique over all courses. */
  @Column(asciiColumn(16))
  code: string;

  @Column(idColumn)
  createdBy: string;

  @Column(timeColumn)
  createdAt: Date;

  @Column(timeColumn)
  expiresAt: Date;

  /** Null: as many as come. */
  @Column({ type: 'int', nullable: true })
  maxUses: number | null;

  @Column({ type: 'int' })
  uses: number;

  @Column({ ...timeColumn, nullable: true })
  revokedAt: Date | null;
}
