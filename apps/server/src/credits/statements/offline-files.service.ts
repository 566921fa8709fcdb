import { STATEMENT_FILE, type UnsignedStatementFile, handedOutText, signedFileText } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { PersonsService } from '../../identity/persons.service.js';
import { Clock } from '../../platform/clock.js';
import { Problem } from '../../platform/errors/problem.js';
import { CreditSigning } from '../credit-signing.js';
import { PublicAddresses } from './public-addresses.js';
import { StatementProofs } from './statement-proofs.service.js';
import type { Statement } from './statement.entity.js';

/** Statements as files that verify themselves without this server (`pnpm statement:verify`). */
@Injectable()
export class OfflineFiles {
  constructor(
    private readonly proofs: StatementProofs,
    private readonly persons: PersonsService,
    private readonly signing: CreditSigning,
    private readonly addresses: PublicAddresses,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem statement_revoked, statement_unsigned, statement_holder_unknown */
  async of(statement: Statement): Promise<string> {
    if (statement.status === 'revoked') throw new Problem('statement_revoked');
    const { content, leafIndex, proof, closing, signature } = await this.proofs.of(statement);
    const holder = (await this.persons.holders([statement.personId])).get(statement.personId);
    if (!holder) throw new Problem('statement_holder_unknown');
    const { key } = this.signing;
    const unsigned: UnsignedStatementFile = {
      kind: STATEMENT_FILE,
      statement: content,
      leafIndex,
      proof,
      closing,
      closingSignature: signature,
      holder,
      issuer: { url: this.addresses.site, keys: this.addresses.keys, revocations: this.addresses.revocations(statement.year) },
      handedOutAt: this.clock.date().toISOString(),
      publicKeys: [key.rawPublicKey.toString('hex')],
    };
    return signedFileText({ ...unsigned, signature: { keyId: key.keyId, signature: key.sign(handedOutText(unsigned)) } });
  }
}
