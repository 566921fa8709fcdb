import type { EnrolmentRule } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, dateColumn, idColumn, timeColumn } from '../platform/database/columns.js';
import { FollowsRegion } from '../platform/database/follows-region.js';
import type { CourseState } from './teaching.dto.js';

/** A course as its instructor works on it. What learners study is a CourseVersion. */
@FollowsRegion({ counts: 'courses' })
@Entity('course')
export class Course {
  @PrimaryColumn(idColumn)
  id: string;

  @Index('ix_course_owner')
  @Column(idColumn)
  ownerAccountId: string;

  /** Region of the community school that the instructor taught for when the course was begun. */
  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column(asciiColumn(255))
  regionPath: string;

  @Column({ type: 'varchar', length: 60 })
  title: string;

  @Column({ type: 'varchar', length: 1000 })
  summary: string;

  @Column(asciiColumn(40))
  categoryCode: string;

  @Index('ix_course_state')
  @Column(asciiColumn(12))
  state: CourseState;

  @Column({ type: 'varchar', length: 500, nullable: true })
  reviewNote: string | null;

  @Column({ ...timeColumn, nullable: true })
  submittedAt: Date | null;

  /** The version that learners see; null while nothing was published. */
  @Column({ ...idColumn, nullable: true })
  publishedVersionId: string | null;

  /** Who may join: everyone, who was invited, or who belongs to one of its organisations. */
  @Column({ ...asciiColumn(12), default: 'open' })
  enrolmentRule: EnrolmentRule;

  /** The player goes no further than what was played before. */
  @Column({ type: 'boolean', default: false })
  preventSkip: boolean;

  /** Units that the next version declares for the whole course; null: none. Only a policy that values courses pays them. */
  @Column({ ...bigintColumn, nullable: true })
  fixedUnits: number | null;

  /** Until when it should be learned; later learning counts all the same. */
  @Column({ ...dateColumn, nullable: true })
  dueOn: string | null;

  /** Set while the course is removed: nobody finds or joins it, what was earned by it stays. */
  @Column({ ...timeColumn, nullable: true })
  withdrawnAt: Date | null;

  @Column({ ...idColumn, nullable: true })
  withdrawnBy: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  withdrawnReason: string | null;

  @Column(timeColumn)
  createdAt: Date;

  @Column(timeColumn)
  updatedAt: Date;
}
