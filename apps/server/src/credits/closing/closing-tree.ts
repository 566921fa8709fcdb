import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CHUNK_LEAVES, ClosingChunk } from './closing-chunk.entity.js';

const NODE_PREFIX = Buffer.of(1);
const HASH_BYTES = 32;
const EMPTY_ROOT = hash('sha256', '');
/** Leaves read at a time: a few megabytes. */
const PAGE_CHUNKS = 32;

/** Where a leaf stands under its closing's root. */
export interface LeafPlace {
  /** From 0, in order of person id. */
  index: number;
  /** Which chunk it is in. */
  chunk: number;
  /** Its place within. */
  within: number;
  /** Leaves of its chunk, in order. */
  neighbours: string[];
  /** Roots of all chunks, in order. */
  roots: string[];
}

/** The Merkle trees of closings (RFC 6962): over the leaves of their statements in order of person id, kept chunk by chunk. */
@Injectable()
export class ClosingTree {
  constructor(private readonly dataSource: DataSource) {}

  /** Writes the chunks of a closing whose statements are all there. @returns how many leaves there are, and the root over them */
  async build(tx: EntityManager, closingId: string): Promise<{ leaves: number; root: string }> {
    const chunks: ClosingChunk[] = [];
    for (let after = ''; ; ) {
      const page = await leavesAfter(tx, closingId, after, PAGE_CHUNKS * CHUNK_LEAVES);
      for (let at = 0; at < page.length; at += CHUNK_LEAVES) {
        const part = page.slice(at, at + CHUNK_LEAVES);
        chunks.push({ closingId, number: chunks.length, firstPersonId: part[0]!.personId, leaves: part.length, root: rootOf(part.map(({ leaf }) => leaf)) });
      }
      if (page.length < PAGE_CHUNKS * CHUNK_LEAVES) break;
      after = page.at(-1)!.personId;
    }
    for (let at = 0; at < chunks.length; at += CHUNK_LEAVES) await tx.insert(ClosingChunk, chunks.slice(at, at + CHUNK_LEAVES));
    const root = chunks.length === 0 ? EMPTY_ROOT : rootOf(chunks.map((chunk) => chunk.root));
    return { leaves: chunks.reduce((sum, { leaves }) => sum + leaves, 0), root };
  }

  /** Where the statement of a person stands under a signed closing; null where it has none there. */
  async placeOf(closingId: string, personId: string): Promise<LeafPlace | null> {
    const chunks = await this.dataSource.manager.find(ClosingChunk, { where: { closingId }, order: { number: 'ASC' } });
    const chunk = chunks.findLast(({ firstPersonId }) => firstPersonId <= personId);
    if (!chunk) return null;
    const leaves = await leavesAfter(this.dataSource.manager, closingId, chunk.firstPersonId, CHUNK_LEAVES, '>=');
    const within = leaves.findIndex((leaf) => leaf.personId === personId);
    if (within < 0) return null;
    return { index: chunk.number * CHUNK_LEAVES + within, chunk: chunk.number, within, neighbours: leaves.map(({ leaf }) => leaf), roots: chunks.map(({ root }) => root) };
  }

  /** Places of the revoked statements among some leaves of a closing. @param from a multiple of {@link CHUNK_LEAVES}, as is `to` */
  async revokedPlaces(closingId: string, from: number, to: number): Promise<number[]> {
    const [first, end] = await Promise.all([from, to].map((leaf) => this.dataSource.manager.findOneBy(ClosingChunk, { closingId, number: leaf / CHUNK_LEAVES })));
    if (!first) return [];
    const rows: { place: number }[] = await this.dataSource.query(
      `SELECT place FROM (SELECT ROW_NUMBER() OVER (ORDER BY person_id) - 1 AS place, status FROM statement WHERE closing_id = ? AND person_id >= ?${end ? ' AND person_id < ?' : ''}) leaves WHERE status = 'revoked'`,
      [closingId, first.firstPersonId, ...(end ? [end.firstPersonId] : [])],
    );
    return rows.map(({ place }) => from + place);
  }
}

/**
 * The root over hashes of leaves or of whole chunks: `rootOfHashes` of the domain, by the machine's own SHA-256. Level by level, where the
 * last of an odd number rises as it is: the same tree, without a list of hashes for each of its nodes.
 * @param hashes 64 hexadecimal digits each, at least one
 */
export function rootOf(hashes: readonly string[]): string {
  const level = Buffer.from(hashes.join(''), 'hex');
  const node = Buffer.concat([NODE_PREFIX, level.subarray(0, 2 * HASH_BYTES)]);
  for (let left = hashes.length; left > 1; left = Math.ceil(left / 2)) {
    for (let at = 0; at + 1 < left; at += 2) {
      level.copy(node, NODE_PREFIX.length, at * HASH_BYTES, (at + 2) * HASH_BYTES);
      hash('sha256', node, 'buffer').copy(level, (at / 2) * HASH_BYTES);
    }
    if (left % 2 === 1) level.copy(level, ((left - 1) / 2) * HASH_BYTES, (left - 1) * HASH_BYTES, left * HASH_BYTES);
  }
  return level.toString('hex', 0, HASH_BYTES);
}

function leavesAfter(tx: EntityManager, closingId: string, personId: string, limit: number, than: '>' | '>=' = '>'): Promise<{ personId: string; leaf: string }[]> {
  return tx.query(`SELECT person_id AS personId, leaf FROM statement FORCE INDEX (ix_statement_leaf) WHERE closing_id = ? AND person_id ${than} ? ORDER BY person_id LIMIT ?`, [closingId, personId, limit]);
}
