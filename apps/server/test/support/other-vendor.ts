import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Sources } from './data-integrity.js';

const WASM = createRequire(import.meta.url).resolve('@learncard/didkit-plugin/dist/didkit/didkit_wasm_bg.wasm');

/** What a wallet says of a credential. */
export interface Verdict {
  /** What held. */
  checks: string[];
  errors: string[];
}

/**
 * The verifier of a wallet that has nothing in common with what signs here: LearnCard's build of SpruceID's ssi, Rust in
 * WebAssembly, with its own contexts. What it fetches comes from `sources`. It is asked for the proof only: in status lists
 * it counts the bits of a byte from the right, where Bitstring Status List 1.0 (3.2) has the first index leftmost.
 */
export async function otherVendor({ fetch }: Pick<Sources, 'fetch'>): Promise<(credential: object) => Promise<Verdict>> {
  globalThis.fetch = async (request) => {
    const url = request instanceof Request ? request.url : String(request);
    return Object.defineProperty(Response.json(await fetch(url)), 'url', { value: url });
  };
  const { getDidKitPlugin } = (await import('@learncard/didkit-plugin')) as unknown as Library;
  const { methods, context } = await getDidKitPlugin(await readFile(WASM));
  const wallet = { context: { resolveDocument: (url: string) => context.resolveStaticDocument({}, url) } };
  return (credential) => methods.verifyCredential(wallet, credential, { checks: ['proof'] });
}

/** What is used of it. Its own types are those of the whole wallet. */
interface Library {
  getDidKitPlugin: (wasm: Uint8Array) => Promise<Plugin>;
}

interface Plugin {
  context: { resolveStaticDocument(wallet: object, url: string): Promise<object | undefined> };
  methods: { verifyCredential(wallet: object, credential: object, options: { checks: string[] }): Promise<Verdict> };
}
