import { hash } from '@node-rs/argon2';
import { normalizePassword } from '@xuexi/domain';

/** Argon2id with the parameters that OWASP recommends: 19 MiB, 2 passes, 1 lane. */
export const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const CURRENT = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;

/** For commands; the api hashes in PasswordHasher. @returns the PHC form, salt and parameters included */
export function hashPassword(password: string): Promise<string> {
  return hash(normalizePassword(password), PARAMETERS);
}

/** Whether a hash was made with the parameters of today. */
export function isCurrentHash(stored: string): boolean {
  return stored.startsWith(CURRENT);
}
