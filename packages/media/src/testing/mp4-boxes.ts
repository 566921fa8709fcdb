/** Boxes that hold nothing but boxes. */
const PARENTS = new Set(['moov', 'trak', 'mdia', 'minf', 'dinf', 'stbl', 'edts']);
const HEADER = 8;

/** A box with its type and size before what is in it. */
export function box(type: string, ...content: Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  const head = Buffer.alloc(HEADER);
  head.writeUInt32BE(HEADER + inside.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, inside]);
}

/** Writes an MP4 anew with what is in its boxes of one type changed; the sizes of all boxes around follow. */
export function changeBoxes(bytes: Buffer, type: string, change: (content: Buffer) => Buffer): Buffer {
  const boxes: Buffer[] = [];
  for (let at = 0; at + HEADER <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    const end = size < HEADER ? bytes.length : at + size;
    const name = bytes.toString('latin1', at + 4, at + HEADER);
    const content = bytes.subarray(at + HEADER, end);
    boxes.push(name === type ? box(name, change(content)) : PARENTS.has(name) ? box(name, changeBoxes(content, type, change)) : bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(boxes);
}
