import type { FieldPlace } from '../../platform/crypto/field-cipher.js';

/** Where the words of an appeal stand, encrypted with the key of who wrote them. */
export function appealTextPlace(appealId: string): FieldPlace {
  return { table: 'credit_appeal', column: 'text', row: appealId };
}
