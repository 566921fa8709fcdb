import type { FileHandle } from 'node:fs/promises';

/** One top-level box of an MP4 file. */
export interface Box {
  type: string;
  /** Bytes, header included. */
  size: number;
}

const HEADER_BYTES = 16;
/** A segment of ours has about five boxes; thousands of them are no segment. */
const MOST_BOXES = 1000;

/**
 * Walks the top-level boxes of an MP4 file by their headers, without reading what they hold.
 *
 * @returns the boxes, or null when they do not end exactly where the file ends: the file is cut or is no MP4
 */
export async function readBoxes(handle: FileHandle, fileBytes: number): Promise<Box[] | null> {
  const boxes: Box[] = [];
  const header = Buffer.alloc(HEADER_BYTES);
  let at = 0;
  while (at < fileBytes && boxes.length < MOST_BOXES) {
    const { bytesRead } = await handle.read(header, 0, HEADER_BYTES, at);
    if (bytesRead < 8) return null;
    const short = header.readUInt32BE(0);
    // 1 announces a 64-bit size after the type; 0 means "to the end", which a cut file could claim as well.
    const size = short === 1 && bytesRead === HEADER_BYTES ? Number(header.readBigUInt64BE(8)) : short;
    if (size < 8 || at + size > fileBytes) return null;
    boxes.push({ type: header.toString('latin1', 4, 8), size });
    at += size;
  }
  return at === fileBytes && boxes.length > 0 ? boxes : null;
}

/**
 * The RFC 6381 name of the H.264 stream an init segment announces, e.g. `avc1.64001f`.
 *
 * @returns null when there is no `avcC` box
 */
export function avcCodec(init: Buffer): string | null {
  const at = init.indexOf('avcC', 0, 'latin1');
  // Four letters, one byte version, then profile, constraints, level.
  return at < 0 || at + 8 > init.length ? null : `avc1.${init.toString('hex', at + 5, at + 8)}`;
}
