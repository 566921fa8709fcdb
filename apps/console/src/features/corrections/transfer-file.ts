import type { SignedTransfer } from './use-transfers';

/** The ending of the files that other platforms sign. */
export const TRANSFER_FILE = '.json';
/** Far more than the longest one; a film chosen by mistake is not read. */
const MAX_BYTES = 20_000;

const TEXTS = ['kind', 'issuer', 'id', 'to', 'date', 'title'] as const;

/** What a chosen file says, so that it can be looked at before it is sent; whether it holds, the server finds. @returns null for a file of another kind */
export async function readTransfer(file: File): Promise<SignedTransfer | null> {
  if (file.size > MAX_BYTES) return null;
  try {
    const content: unknown = JSON.parse(await file.text());
    return isTransfer(content) ? content : null;
  } catch {
    return null;
  }
}

function isTransfer(content: unknown): content is SignedTransfer {
  const { document, signature } = (content ?? {}) as Partial<Record<string, unknown>>;
  if (typeof signature !== 'string' || typeof document !== 'object' || document === null) return false;
  const said = document as Record<string, unknown>;
  return TEXTS.every((name) => typeof said[name] === 'string') && Number.isSafeInteger(said['units']);
}
