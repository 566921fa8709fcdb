import { formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { PersonsService } from '../../identity/persons.service.js';
import { Problem } from '../../platform/errors/problem.js';
import { PoliciesService } from '../policies/policies.service.js';
import { credentialTime } from './credential-time.js';
import { CredentialSigner } from './credential-signer.js';
import { PublicAddresses } from './public-addresses.js';
import { type ProvenStatement, StatementProofs } from './statement-proofs.service.js';
import type { Statement } from './statement.entity.js';
import { STATUS_BLOCK } from './status-lists.service.js';

const W3C = 'https://www.w3.org/ns/credentials/v2';
const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/**
 * Statements as credentials that the software of others verifies: Open Badges 3.0 on the W3C data model 2.0. There is no
 * `credentialSchema`: its type of 1EdTech is not in their context, which stays the only one beside that of W3C, so that
 * verifiers that fetch nothing know every word. The name stands in the clear, as on the paper: it says whose badge it is.
 */
@Injectable()
export class StatementCredentials {
  constructor(
    private readonly proofs: StatementProofs,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly signer: CredentialSigner,
    private readonly addresses: PublicAddresses,
  ) {}

  /** @throws Problem statement_revoked, statement_unsigned, statement_holder_unknown */
  async of(statement: Statement): Promise<object> {
    if (statement.status === 'revoked') throw new Problem('statement_revoked');
    const proven = await this.proofs.of(statement);
    const holder = (await this.persons.holders([statement.personId])).get(statement.personId);
    if (!holder) throw new Problem('statement_holder_unknown');
    const { proof, ...credential } = await this.signer.sign(this.credential(statement, proven, holder.name));
    // The schema of Open Badges has proofs in a list, W3C allows both.
    return { ...credential, proof: [proof] };
  }

  private credential(statement: Statement, { closing, leafIndex, signedAt }: ProvenStatement, name: string): object {
    const { year, number } = statement;
    const block = Math.floor(leafIndex / STATUS_BLOCK);
    const statusList = this.addresses.statusList(closing.closingId, block);
    return {
      '@context': [W3C, OPEN_BADGES],
      id: `urn:uuid:${statement.id}`,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: `${year} 年度学分证明`,
      issuer: { id: this.addresses.did, type: ['Profile'], name: '学习在线', url: this.addresses.site },
      validFrom: credentialTime(signedAt),
      credentialSubject: this.subject(statement, name),
      evidence: [{ id: this.addresses.verificationOf(number), type: ['Evidence'], name: '公开核验', description: `编号 ${number}` }],
      credentialStatus: { id: `${statusList}#${leafIndex % STATUS_BLOCK}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: String(leafIndex % STATUS_BLOCK), statusListCredential: statusList },
    };
  }

  private subject({ year, units, targetMet }: Statement, name: string): object {
    const achievement = `${this.addresses.verification}#annual-credits-${year}`;
    const target = this.policies.on(`${year}-12-31`).targetCredits;
    const [total, met] = [`${achievement}-total`, `${achievement}-target`];
    return {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: name, identityType: 'name' }],
      creditsEarned: Number(formatCredits(units)),
      achievement: {
        id: achievement,
        type: ['Achievement'],
        achievementType: 'Certificate',
        inLanguage: 'zh-CN',
        name: `${year} 年度学分`,
        description: `在学习在线 ${year} 年一年里学习所得的学分。`,
        criteria: { narrative: `按学分规则记入账本、经年度结算的学分。年度目标 ${target} 学分。` },
        resultDescription: [
          { id: total, type: ['ResultDescription'], name: '全年学分', resultType: 'Result' },
          { id: met, type: ['ResultDescription'], name: `达到 ${target} 学分`, resultType: 'Result', allowedValue: ['未达标', '达标'], requiredValue: '达标' },
        ],
      },
      result: [
        { type: ['Result'], resultDescription: total, value: formatCredits(units) },
        { type: ['Result'], resultDescription: met, value: targetMet ? '达标' : '未达标' },
      ],
    };
  }
}
