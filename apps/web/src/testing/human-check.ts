import type { Api } from '@xuexi/api-client';

/** A challenge that is solved at the first or second try. */
export function sampleHumanCheck(): Api['HumanCheck'] {
  return {
    challenge: {
      parameters: { algorithm: 'PBKDF2/SHA-256', cost: 1, data: { expires: 1_800_000_000_000 }, keyLength: 32, keyPrefix: '0', keySignature: '', nonce: '00', salt: '00' },
      signature: 'signed',
    },
    expiresAt: '2026-11-22T08:00:00.000Z',
  };
}
