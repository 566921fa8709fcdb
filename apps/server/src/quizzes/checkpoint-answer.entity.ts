import { Column, Entity, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../platform/database/columns.js';

/** What a learner answered where a lesson stopped. It teaches; it earns nothing and holds nothing back. */
@Entity('checkpoint_answer')
export class CheckpointAnswer {
  @PrimaryColumn(idColumn)
  personId: string;

  @PrimaryColumn(idColumn)
  lessonVersionId: string;

  @PrimaryColumn({ type: 'int' })
  atSecond: number;

  @Column(idColumn)
  questionId: string;

  @Column({ type: 'boolean' })
  correct: boolean;

  @Column({ type: 'int' })
  tries: number;

  @Column(timeColumn)
  answeredAt: Date;
}
