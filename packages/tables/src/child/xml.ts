import { SaxesParser } from 'saxes';
import { TableError } from '../errors.js';

/** What a reader of one kind of part wants to know. Names come without their prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Parses XML as it comes; entities of a document's own are not known, so that none can grow.
 * @param afterPiece waits, between two pieces of text, for whoever takes the results
 * @throws TableError damaged
 */
export async function parseXml(pieces: AsyncIterable<string>, handler: XmlHandler, afterPiece?: () => Promise<void> | undefined): Promise<void> {
  const parser = new SaxesParser({ position: false });
  parser.on('opentag', (tag) => handler.open?.(localName(tag.name), tag.attributes as Record<string, string>));
  if (handler.text) {
    parser.on('text', (text) => handler.text!(text));
    parser.on('cdata', (text) => handler.text!(text));
  }
  parser.on('closetag', (tag) => handler.close?.(localName(tag.name)));
  parser.on('doctype', () => {
    throw new TableError('damaged');
  });
  parser.on('error', (error) => {
    throw new TableError('damaged', { cause: error });
  });
  for await (const piece of pieces) {
    parser.write(piece);
    const waiting = afterPiece?.();
    if (waiting) await waiting;
  }
  parser.close();
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
