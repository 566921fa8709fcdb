import { z } from 'zod';
import { listOf } from '../platform/http/schemas.js';

export const publicKeySchema = z
  .object({
    keyId: z.string().describe('SHA-256 of the public key in DER, hexadecimal'),
    algorithm: z.literal('Ed25519'),
    publicKey: z.string().describe('PEM'),
  })
  .meta({ id: 'PublicKey' });

export const publicKeyListSchema = listOf(publicKeySchema).meta({ id: 'PublicKeyList' });

export type PublicKeyDto = z.infer<typeof publicKeySchema>;
