import { type SignedClosing, type StatementContent, type TextSignature, inclusionProofOfHashes, isUnderRoot } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { Between, DataSource } from 'typeorm';
import { Problem } from '../../platform/errors/problem.js';
import { ClosingChunk } from '../closing/closing-chunk.entity.js';
import { Closing } from '../closing/closing.entity.js';
import { contentOf } from './statement-content.js';
import { Statement } from './statement.entity.js';

/** Leaves under each root of `closing_chunk` but the last: a power of two, so that the two parts of a proof join. */
export const CHUNK_LEAVES = 1024;

/** A statement with what shows that its closing's signature is also its own. */
export interface ProvenStatement {
  content: StatementContent;
  leafIndex: number;
  proof: string[];
  closing: SignedClosing;
  signature: TextSignature;
  signedAt: Date;
}

/** The way from a statement to the signed root of its closing. */
@Injectable()
export class StatementProofs {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * @throws Problem statement_unsigned for one that stands under no root
   * @throws Error when rows were changed behind the platform's back: what does not prove itself is not handed out
   */
  async of(statement: Statement): Promise<ProvenStatement> {
    const content = contentOf(statement);
    const run = await this.dataSource.manager.findOneBy(Closing, { id: statement.closingId });
    if (!content || statement.leafIndex === null || !run?.root || !run.signature || !run.keyId || !run.leaves || !run.signedAt) throw new Problem('statement_unsigned');
    const closing: SignedClosing = { closingId: run.id, year: run.year, leaves: run.leaves, root: run.root };
    const proof = await this.proof(run.id, statement.leafIndex);
    if (!isUnderRoot(content, statement.leafIndex, proof, closing)) throw new Error(`Statement ${statement.id} is not under the root of its closing`);
    return { content, leafIndex: statement.leafIndex, proof, closing, signature: { keyId: run.keyId, signature: run.signature }, signedAt: run.signedAt };
  }

  private async proof(closingId: string, leafIndex: number): Promise<string[]> {
    const number = Math.floor(leafIndex / CHUNK_LEAVES);
    const [leaves, chunks] = await Promise.all([
      this.dataSource.manager.find(Statement, {
        select: { id: true, leaf: true },
        where: { closingId, leafIndex: Between(number * CHUNK_LEAVES, (number + 1) * CHUNK_LEAVES - 1) },
        order: { leafIndex: 'ASC' },
      }),
      this.dataSource.manager.find(ClosingChunk, { where: { closingId }, order: { number: 'ASC' } }),
    ]);
    const within = inclusionProofOfHashes(leaves.map(({ leaf }) => leaf ?? ''), leafIndex % CHUNK_LEAVES);
    // An amendment is one small tree and may have no parts.
    return chunks.length === 0 ? within : [...within, ...inclusionProofOfHashes(chunks.map(({ root }) => root), number)];
  }
}
