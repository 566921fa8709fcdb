import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Read at a time: few reads, little memory. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** The SHA-256 of a file on its way. */
export interface FileHash {
  /** Hexadecimal digits; rejected when the file cannot be read any more. */
  digest: Promise<string>;
  /** The file is given up. */
  stop(): void;
}

/** How files are hashed: in the browser beside the page, so that nothing waits for it. */
export type FileHasher = (file: Blob) => FileHash;

/** The SHA-256 of a file of any size, read piece by piece, as hexadecimal digits. */
export async function sha256Of(file: Blob): Promise<string> {
  const hash = sha256.create();
  for (let start = 0; start < file.size; start += PIECE_BYTES) hash.update(new Uint8Array(await file.slice(start, start + PIECE_BYTES).arrayBuffer()));
  return bytesToHex(hash.digest());
}
