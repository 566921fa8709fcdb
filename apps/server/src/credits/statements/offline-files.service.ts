import { STATEMENT_FILE, type UnsignedStatementFile, handedOutText, signedFileText } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { PersonsService } from '../../identity/persons.service.js';
import { Clock } from '../../platform/clock.js';
import { Problem } from '../../platform/errors/problem.js';
import { rawPublicKeyOf } from '../../platform/crypto/signing-key.js';
import { CreditKeys } from '../credit-keys.service.js';
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
    private readonly keys: CreditKeys,
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
      publicKeys: await this.keysFor(signature.keyId),
    };
    return signedFileText({ ...unsigned, signature: { keyId: key.keyId, signature: key.sign(handedOutText(unsigned)) } });
  }

  /** The key of today, and the one that signed the closing where it was another one. */
  private async keysFor(closingKeyId: string): Promise<string[]> {
    const wanted = [this.signing.key.keyId, closingKeyId];
    return (await this.keys.all()).filter(({ keyId }) => wanted.includes(keyId)).map(({ publicKey }) => rawPublicKeyOf(publicKey));
  }
}
