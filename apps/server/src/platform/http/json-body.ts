import { isUtf8 } from 'node:buffer';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RawServerDefault } from 'fastify';
import { Problem } from '../errors/problem.js';

/** Deeper than any body that the api takes. */
const DEEPEST = 32;
/** A string in JSON text; the group holds the colon after a name of a member. */
const STRINGS = /"(?:[^"\\]|\\.)*"(\s*:)?/g;
/** Control characters but the tab and the ends of lines. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/** A part of a body that is still to be looked at, and where it stands. */
interface Part {
  value: unknown;
  field: string;
  depth: number;
}

/**
 * Takes JSON, and no other body: a form that a page of another site sends is none of ours. Uploads have a parser of their own.
 *
 * @param bodyLimit in bytes
 */
export function takeJsonOnly(app: NestFastifyApplication, bodyLimit: number): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  app.useBodyParser<RawServerDefault>('application/json', { bodyLimit }, (request, bytes, done) => {
    if (!isUtf8(bytes)) return done(new Problem('malformed_request'));
    const text = bytes.toString();
    return parse(request, text, (error, body: unknown) => {
      if (error) return done(error);
      const fault = faultOf(text, body);
      return fault ? done(fault) : done(null, body);
    });
  });
  app.useBodyParser('application/x-www-form-urlencoded', { bodyLimit }, (_request, _body, done) => done(new Problem('unsupported_content_type')));
  fastify.removeContentTypeParser('text/plain');
}

function faultOf(text: string, body: unknown): Problem | null {
  try {
    assertPlainBody(text, body);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/**
 * Refuses what JSON.parse lets through and nobody should have to think of behind it: names given twice, of which the
 * last one would silently win, nesting without end, and text that cannot be stored as it is.
 *
 * @param text what `body` was parsed from
 * @throws Problem malformed_request, invalid_input with the field
 */
export function assertPlainBody(text: string, body: unknown): void {
  // Whatever is in its strings stands in the text as it is, where nothing is escaped.
  const isPlain = !text.includes('\\') && text.isWellFormed() && !CONTROL.test(text);
  let names = 0;
  const parts: Part[] = [{ value: body, field: '', depth: 0 }];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const { value, field, depth } = part;
    if (typeof value === 'string' && !isPlain) assertText(value, field);
    if (typeof value !== 'object' || value === null) continue;
    if (depth === DEEPEST) throw new Problem('malformed_request');
    const entries = Object.entries(value);
    if (!Array.isArray(value)) names += entries.length;
    for (const [name, member] of entries) {
      if (!isPlain) assertText(name, field);
      parts.push({ value: member, field: field === '' ? name : `${field}.${name}`, depth: depth + 1 });
    }
  }
  if (names !== namesIn(text)) throw new Problem('malformed_request');
}

/** How many members the objects of a JSON text have, those of one name each for itself. */
function namesIn(text: string): number {
  let names = 0;
  for (const [, colon] of text.matchAll(STRINGS)) if (colon !== undefined) names++;
  return names;
}

/** Half characters become question marks in the database, and zero bytes end strings elsewhere. */
function assertText(text: string, field: string): void {
  if (text.isWellFormed() && !CONTROL.test(text)) return;
  throw new Problem('invalid_input', [{ field: field.toWellFormed().replaceAll(/\p{Cc}/gu, ''), message: '含有不能识别的字符，请删去后再提交' }]);
}
