import { Column, Entity, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../../platform/database/columns.js';

/** A course that a learner keeps for later. */
@Entity('favourite')
export class Favourite {
  @PrimaryColumn(idColumn)
  personId: string;

  @PrimaryColumn(idColumn)
  courseId: string;

  @Column(timeColumn)
  createdAt: Date;
}
