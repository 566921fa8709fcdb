/**
 * Merkle trees as in RFC 6962, section 2.1: one root stands for a whole list, and a short proof shows that a leaf is in
 * it. Leaves and inner nodes are hashed with different prefixes, so that none can be passed off as the other.
 * Leaves are texts: hashes of entries, canonical JSON.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/** The root of a list that grows leaf by leaf; its memory grows with the logarithm of the length only. */
export class MerkleAccumulator {
  /** Roots of whole subtrees from left to right; each is of 2^n leaves, smaller than the one before. */
  private readonly subtrees: { leaves: number; hash: Uint8Array }[] = [];

  add(leaf: string): void {
    let [leaves, hash] = [1, leafHash(leaf)];
    for (let left = this.subtrees[this.subtrees.length - 1]; left?.leaves === leaves; left = this.subtrees[this.subtrees.length - 1]) {
      this.subtrees.pop();
      [leaves, hash] = [leaves * 2, nodeHash(left.hash, hash)];
    }
    this.subtrees.push({ leaves, hash });
  }

  /** 64 hexadecimal digits; of no leaves the SHA-256 of nothing. */
  root(): string {
    const hashes = this.subtrees.map(({ hash }) => hash);
    return bytesToHex(hashes.length === 0 ? sha256(new Uint8Array()) : hashes.reduceRight((right, left) => nodeHash(left, right)));
  }
}

/** The root of a list of leaves, 64 hexadecimal digits. */
export function merkleRoot(leaves: Iterable<string>): string {
  const tree = new MerkleAccumulator();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/**
 * What shows that the leaf at `index` is in the tree: the hashes beside its way to the root, the lowest first.
 *
 * @throws RangeError when there is no such leaf
 */
export function inclusionProof(leaves: readonly string[], index: number): string[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index} of ${leaves.length}`);
  if (leaves.length === 1) return [];
  const middle = leftLeaves(leaves.length);
  return index < middle
    ? [...inclusionProof(leaves.slice(0, middle), index), merkleRoot(leaves.slice(middle))]
    : [...inclusionProof(leaves.slice(middle), index - middle), merkleRoot(leaves.slice(0, middle))];
}

/**
 * The same where only hashes are at hand, of leaves or of the roots of whole parts: the two join to one proof, the lower
 * part first, where each part but the last has the same power of two of leaves.
 *
 * @param hashes 64 hexadecimal digits each, in order
 * @throws RangeError when there is no such place
 */
export function inclusionProofOfHashes(hashes: readonly string[], index: number): string[] {
  if (!Number.isInteger(index) || index < 0 || index >= hashes.length) throw new RangeError(`no hash ${index} of ${hashes.length}`);
  if (hashes.length === 1) return [];
  const middle = leftLeaves(hashes.length);
  return index < middle
    ? [...inclusionProofOfHashes(hashes.slice(0, middle), index), rootOfHashes(hashes.slice(middle))]
    : [...inclusionProofOfHashes(hashes.slice(middle), index - middle), rootOfHashes(hashes.slice(0, middle))];
}

/** The root over hashes of leaves or of parts. @throws RangeError for none */
export function rootOfHashes(hashes: readonly string[]): string {
  const [only] = hashes;
  if (only === undefined) throw new RangeError('no hashes');
  if (hashes.length === 1) return only;
  const middle = leftLeaves(hashes.length);
  return bytesToHex(nodeHash(hexToBytes(rootOfHashes(hashes.slice(0, middle))), hexToBytes(rootOfHashes(hashes.slice(middle)))));
}

/** What a leaf is in the tree, 64 hexadecimal digits. */
export function merkleLeaf(leaf: string): string {
  return bytesToHex(leafHash(leaf));
}

/** Whether `proof` shows that `leaf` stands at `index` of the list of `size` leaves with that root. */
export function isIncluded(leaf: string, index: number, size: number, proof: readonly string[], root: string): boolean {
  if (!Number.isInteger(index) || index < 0 || index >= size) return false;
  const computed = rootFromProof(leafHash(leaf), index, size, proof);
  return computed !== null && bytesToHex(computed) === root;
}

function rootFromProof(hash: Uint8Array, index: number, size: number, proof: readonly string[]): Uint8Array | null {
  if (size === 1) return proof.length === 0 ? hash : null;
  const beside = proof[proof.length - 1];
  if (beside === undefined || !/^[0-9a-f]{64}$/.test(beside)) return null;
  const [middle, rest] = [leftLeaves(size), proof.slice(0, -1)];
  if (index < middle) {
    const left = rootFromProof(hash, index, middle, rest);
    return left && nodeHash(left, hexToBytes(beside));
  }
  const right = rootFromProof(hash, index - middle, size - middle, rest);
  return right && nodeHash(hexToBytes(beside), right);
}

/** Leaves of the left part: the largest power of two below `size`, which is at least 2. */
function leftLeaves(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

function leafHash(leaf: string): Uint8Array {
  return sha256(concatBytes(LEAF_PREFIX, utf8ToBytes(leaf)));
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE_PREFIX, left, right));
}
