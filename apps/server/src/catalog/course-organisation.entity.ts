import { Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn } from '../platform/database/columns.js';

/** An organisation whose members may join a course that is open to organisations. */
@Entity('course_organisation')
@Index('ix_course_organisation_organisation', ['organisationId'])
export class CourseOrganisation {
  @PrimaryColumn(idColumn)
  courseId: string;

  @PrimaryColumn(idColumn)
  organisationId: string;
}
