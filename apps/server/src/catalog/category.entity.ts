import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn } from '../platform/database/columns.js';

/** A head of the catalogue; data, not code. */
@Entity('category')
export class Category {
  @PrimaryColumn(asciiColumn(40))
  code: string;

  @Column({ type: 'varchar', length: 30 })
  name: string;

  @Column({ type: 'smallint' })
  position: number;
}
