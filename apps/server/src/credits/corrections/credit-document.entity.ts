import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, hashColumn, idColumn, timeColumn } from '../../platform/database/columns.js';

/** A paper that a grant or a reversal rests on, as it was uploaded; encrypted in the storage. */
@Entity('credit_document')
@Index('ix_credit_document_uploaded', ['uploadedAt'])
export class CreditDocument {
  @PrimaryColumn(idColumn)
  id: string;

  @Column({ type: 'varchar', length: 120 })
  name: string;

  @Column(asciiColumn(40))
  contentType: string;

  @Column({ type: 'int' })
  bytes: number;

  /** Of what was uploaded, before it was encrypted. */
  @Column(hashColumn)
  sha256: string;

  @Column(asciiColumn(160))
  storageKey: string;

  /** The key of the file, wrapped under a master key. */
  @Column({ type: 'varbinary', length: 128 })
  dataKey: Buffer;

  @Column(idColumn)
  uploadedBy: string;

  @Column(timeColumn)
  uploadedAt: Date;
}
