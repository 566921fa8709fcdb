import { merkleLeaf, rootOfHashes } from '@xuexi/domain';
import { expect, test } from '@jest/globals';
import { rootOf } from './closing-tree.js';

test('the root of every number of hashes is that of the domain', () => {
  const hashes = Array.from({ length: 130 }, (_, i) => merkleLeaf(String(i)));
  for (let size = 1; size <= hashes.length; size++) expect([size, rootOf(hashes.slice(0, size))]).toEqual([size, rootOfHashes(hashes.slice(0, size))]);
});
