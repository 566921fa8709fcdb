import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inclusionProof, inclusionProofOfHashes, isIncluded, merkleLeaf, merkleRoot, rootOfHashes } from './merkle.js';

/** The leaves and roots with which Certificate Transparency tests its own trees. */
const LEAVES = ['', '\x00', '\x10', '\x20\x21', '\x30\x31', '@ABC', 'PQRSTUVW', '`abcdefghijklmno'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const lists = fc.array(fc.string(), { minLength: 1, maxLength: 40 });

describe('a Merkle tree', () => {
  it.each(ROOTS.map((root, size) => [size, root] as const))('of %d leaves has the root of RFC 6962', (size, root) => {
    expect(merkleRoot(LEAVES.slice(0, size))).toBe(root);
  });

  it('proves every leaf at its place, and at no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 40 }), (leaves) => {
        const root = merkleRoot(leaves);
        for (const [index, leaf] of leaves.entries()) {
          const proof = inclusionProof(leaves, index);
          expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(leaves.length)));
          expect(isIncluded(leaf, index, leaves.length, proof, root)).toBe(true);
          expect(isIncluded(`${leaf}!`, index, leaves.length, proof, root)).toBe(false);
          if (leaves.length > 1) expect(isIncluded(leaf, (index + 1) % leaves.length, leaves.length, proof, root)).toBe(false);
        }
      }),
    );
  });

  it('refuses a proof that was cut, lengthened or changed', () => {
    fc.assert(
      fc.property(lists, fc.nat(), fc.nat(), (leaves, at, bit) => {
        const index = at % leaves.length;
        const [root, proof] = [merkleRoot(leaves), inclusionProof(leaves, index)];
        const check = (changed: string[]) => isIncluded(leaves[index]!, index, leaves.length, changed, root);
        expect(check([...proof, merkleRoot([])])).toBe(false);
        if (proof.length === 0) return;
        expect(check(proof.slice(1))).toBe(false);
        const one = bit % proof.length;
        expect(check(proof.map((hash, i) => (i === one ? hash.replace(/^./, (digit) => ((parseInt(digit, 16) + 1) % 16).toString(16)) : hash)))).toBe(false);
        for (const no of ['no hash', `x${proof[one]}`, `${proof[one]}x`]) expect(check(proof.map((hash, i) => (i === one ? no : hash)))).toBe(false);
      }),
    );
  });

  it('of a changed, shortened or reordered list has another root', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 40 }), fc.nat(), (leaves, at) => {
        const [root, index] = [merkleRoot(leaves), at % (leaves.length - 1)];
        const swapped = leaves.with(index, leaves[index + 1]!).with(index + 1, leaves[index]!);
        for (const other of [leaves.slice(0, -1), leaves.slice(1), swapped, [...leaves, leaves.at(-1)!]]) expect(merkleRoot(other)).not.toBe(root);
      }),
    );
  });

  it('does not take an inner node for a leaf', () => {
    const [a, b] = ['a', 'b'].map((leaf) => merkleRoot([leaf])) as [string, string];
    expect(merkleRoot(['a', 'b'])).not.toBe(merkleRoot([`${a}${b}`]));
  });

  it('has no proof of a leaf that is not there', () => {
    for (const index of [-1, 3, 0.5, NaN]) {
      expect(() => inclusionProof(['a', 'b', 'c'], index)).toThrow(new RangeError(`no leaf ${index} of 3`));
      expect(() => inclusionProofOfHashes(['a', 'b', 'c'].map(merkleLeaf), index)).toThrow(new RangeError(`no hash ${index} of 3`));
      expect(isIncluded('a', index, 3, [], merkleRoot(['a']))).toBe(false);
    }
  });

  it('has no leaf beside the list, even for whoever has the proof of one at its edge', () => {
    const leaves = ['a', 'b', 'c', 'd', 'e'];
    for (const [leaf, index, beside] of [['a', 0, -1], ['a', 0, 0.5], ['e', 4, 5]] as const) {
      const [root, proof] = [merkleRoot(leaves), inclusionProof(leaves, index)];
      expect([isIncluded(leaf, index, 5, proof, root), isIncluded(leaf, beside, 5, proof, root)]).toEqual([true, false]);
    }
  });

  it('comes to the same from the hashes of its leaves', () => {
    fc.assert(
      fc.property(lists, fc.nat(), (leaves, at) => {
        const [hashes, index] = [leaves.map(merkleLeaf), at % leaves.length];
        expect(rootOfHashes(hashes)).toBe(merkleRoot(leaves));
        expect(inclusionProofOfHashes(hashes, index)).toEqual(inclusionProof(leaves, index));
      }),
    );
    expect(() => rootOfHashes([])).toThrow(new RangeError('no hashes'));
  });
});
