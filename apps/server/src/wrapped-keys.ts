import { keyOwner } from './platform/crypto/kms.js';
import type { WrappedColumn } from './platform/crypto/key-rotation.js';

/** Every column of the installation that holds data keys, wrapped under a master key. */
export const WRAPPED_KEYS: readonly WrappedColumn[] = [
  { table: 'person', column: 'data_key', ownerOf: keyOwner.person },
  { table: 'import_run', column: 'file_data_key', ownerOf: keyOwner.import },
  { table: 'statement_batch', column: 'data_key', ownerOf: keyOwner.statementBatch },
  { table: 'credit_document', column: 'data_key', ownerOf: keyOwner.creditDocument },
];
