import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Problem } from '../../platform/errors/problem.js';
import { Closing } from '../closing/closing.entity.js';
import { ClosingTree } from '../closing/closing-tree.js';
import { credentialTime } from './credential-time.js';
import { CredentialSigner } from './credential-signer.js';
import { PublicAddresses } from './public-addresses.js';

/** Statements whose status one list tells: the least that W3C allows, so that a look at a list does not tell at whose. */
export const STATUS_BLOCK = 131_072;

const KEPT = { max: 64, ttl: 5 * 60_000 };

/** Which credentials are revoked, as W3C Bitstring Status Lists: of each closing one list for every 131 072 leaves. */
@Injectable()
export class StatusLists {
  private readonly lists = new LRUCache<string, Promise<object>>(KEPT);

  constructor(
    private readonly dataSource: DataSource,
    private readonly tree: ClosingTree,
    private readonly signer: CredentialSigner,
    private readonly addresses: PublicAddresses,
    private readonly clock: Clock,
  ) {}

  /** At most five minutes old. @throws Problem not_found where a closing has no such leaves */
  async of(closingId: string, block: number): Promise<object> {
    const { leaves } = (await this.dataSource.manager.findOneBy(Closing, { id: closingId })) ?? {};
    if (!leaves || block * STATUS_BLOCK >= leaves) throw new Problem('not_found');
    const key = `${closingId}/${block}`;
    const known = this.lists.get(key);
    if (known) return known;
    const made = this.make(closingId, block);
    this.lists.set(key, made);
    made.catch(() => this.lists.delete(key));
    return made;
  }

  private async make(closingId: string, block: number): Promise<object> {
    const { BitstringStatusList, createCredential } = await import('@digitalbazaar/vc-bitstring-status-list');
    const from = block * STATUS_BLOCK;
    const list = new BitstringStatusList({ length: STATUS_BLOCK });
    for (const leaf of await this.tree.revokedPlaces(closingId, from, from + STATUS_BLOCK)) list.setStatus(leaf - from, true);
    const credential = await createCredential({ id: this.addresses.statusList(closingId, block), list, statusPurpose: 'revocation' });
    return this.signer.sign({ ...credential, issuer: this.addresses.did, validFrom: credentialTime(this.clock.date()) });
  }
}
