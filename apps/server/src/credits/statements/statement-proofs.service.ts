import { type SignedClosing, type StatementContent, type TextSignature, inclusionProofOfHashes, isUnderRoot } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '../../platform/errors/problem.js';
import { Closing } from '../closing/closing.entity.js';
import { ClosingTree } from '../closing/closing-tree.js';
import { contentOf } from './statement-content.js';
import { Statement } from './statement.entity.js';

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
  constructor(
    private readonly dataSource: DataSource,
    private readonly tree: ClosingTree,
  ) {}

  /**
   * @throws Problem statement_unsigned for one that stands under no root
   * @throws Error when rows were changed behind the platform's back: what does not prove itself is not handed out
   */
  async of(statement: Statement): Promise<ProvenStatement> {
    const content = contentOf(statement);
    const run = await this.dataSource.manager.findOneBy(Closing, { id: statement.closingId });
    if (!content || !run?.root || !run.signature || !run.keyId || !run.leaves || !run.signedAt) throw new Problem('statement_unsigned');
    const closing: SignedClosing = { closingId: run.id, year: run.year, leaves: run.leaves, root: run.root };
    const place = await this.tree.placeOf(run.id, statement.personId);
    const proof = place && [...inclusionProofOfHashes(place.neighbours, place.within), ...inclusionProofOfHashes(place.roots, place.chunk)];
    if (!proof || !isUnderRoot(content, place.index, proof, closing)) throw new Error(`Statement ${statement.id} is not under the root of its closing`);
    return { content, leafIndex: place.index, proof, closing, signature: { keyId: run.keyId, signature: run.signature }, signedAt: run.signedAt };
  }
}
