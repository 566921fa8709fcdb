import { describe, expect, it } from '@jest/globals';
import { MergedAwayError, followingMerge } from './merged-away.js';

/** Who was merged into whom, and whose work was asked for. */
function merged(into: Record<string, string>) {
  const asked: string[] = [];
  const work = async (personId: string): Promise<string> => {
    asked.push(personId);
    if (asked.length > 10) throw new Error('asked without end');
    if (into[personId] !== undefined) throw new MergedAwayError(into[personId]);
    return `of ${personId}`;
  };
  return { asked, work };
}

describe('what is done for a person', () => {
  it.each([
    ['was merged into nobody', {}, ['a']],
    ['was merged into another', { a: 'b' }, ['a', 'b']],
    ['was merged into another who was merged, too', { a: 'b', b: 'c' }, ['a', 'b', 'c']],
  ])('who %s is done once, for whoever has everything now', async (_, into, asked) => {
    const persons = merged(into);
    await expect(followingMerge('a', persons.work)).resolves.toBe(`of ${asked.at(-1)}`);
    expect(persons.asked).toEqual(asked);
  });

  it.each([
    ['themselves', { a: 'a' }, ['a']],
    ['each other', { a: 'b', b: 'a' }, ['a', 'b']],
    ['each other further on', { a: 'b', b: 'c', c: 'b' }, ['a', 'b', 'c']],
  ])('is refused where persons were merged into %s, with each asked once', async (_, into, asked) => {
    const persons = merged(into);
    await expect(followingMerge('a', persons.work)).rejects.toThrow(`lead back to themselves: ${asked.join(', ')}`);
    expect(persons.asked).toEqual(asked);
  });

  it('fails as the work fails', async () => {
    await expect(followingMerge('a', () => Promise.reject(new Error('deadlock')))).rejects.toThrow('deadlock');
  });
});
