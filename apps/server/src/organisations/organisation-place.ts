import { Problem } from '../platform/errors/problem.js';
import type { OrganisationPlace } from './organisations.repository.js';

/** A place in the list as the `next` of a page carries it. */
export function placeText({ name, id }: OrganisationPlace): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

/** @throws Problem invalid_input unless the text is a `next` */
export function placeOf(text: string | undefined): OrganisationPlace | null {
  if (text === undefined) return null;
  const place = parsed(Buffer.from(text, 'base64url').toString());
  if (!Array.isArray(place) || typeof place[0] !== 'string' || typeof place[1] !== 'string') throw new Problem('invalid_input', [{ field: 'cursor', message: '翻页的位置不对，请回到第一页' }]);
  return { name: place[0], id: place[1] };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
