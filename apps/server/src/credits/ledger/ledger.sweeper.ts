import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Sweeper } from '../../platform/queue/sweeper.js';
import { Closing } from '../closing/closing.entity.js';
import { CreditSigning } from '../credit-signing.js';
import { type AnchoredCredits, type CreditAnchor, CreditAnchors, anchorIn } from './credit-anchors.js';
import { CreditRootsService } from './credit-roots.service.js';

/** So long after its time a signature is committed at the latest. */
const SETTLED_MS = 10 * 60_000;

/** Signs the finished days of the ledger, and tells the anchor file of them, of the signed closings and of the key. */
@Injectable()
export class LedgerSweeper extends Sweeper {
  private readonly anchors: CreditAnchors;
  private anchored: AnchoredCredits | undefined;
  /** Closings are signed in order of time: what was signed before is anchored. */
  private closingsSince = new Date(0);

  constructor(
    private readonly dataSource: DataSource,
    private readonly roots: CreditRootsService,
    private readonly signing: CreditSigning,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    super();
    this.anchors = new CreditAnchors(config.auditAnchorDir);
  }

  async sweep(): Promise<void> {
    await this.roots.signDueDays();
    this.anchored ??= await this.anchors.read();
    const due = [...this.newKey(this.anchored), ...(await this.newDays(this.anchored)), ...(await this.newClosings(this.anchored))];
    await this.anchors.add(due);
    for (const anchor of due) anchorIn(this.anchored, anchor);
  }

  private newKey({ keys }: AnchoredCredits): CreditAnchor[] {
    const { keyId, publicKey } = this.signing.key;
    return keys.has(keyId) ? [] : [{ kind: 'key', at: this.clock.date().toISOString(), keyId, publicKey }];
  }

  private async newDays({ days }: AnchoredCredits): Promise<CreditAnchor[]> {
    const stored = await this.roots.after([...days.keys()].at(-1) ?? null);
    return stored.map(({ signedAt, ...day }) => ({ kind: 'day', at: signedAt.toISOString(), ...day }));
  }

  private async newClosings({ closings }: AnchoredCredits): Promise<CreditAnchor[]> {
    const signed = await this.dataSource.manager
      .createQueryBuilder(Closing, 'closing')
      .where({ signature: Not(IsNull()) })
      .andWhere('closing.signedAt >= :since', { since: this.closingsSince })
      .orderBy('closing.signedAt')
      .getMany();
    const due = signed.flatMap(({ id: closingId, year, leaves, root, keyId, signature, signedAt }): CreditAnchor[] =>
      closings.has(closingId) || leaves === null || root === null || keyId === null || signature === null || signedAt === null ? [] : [{ kind: 'closing', at: signedAt.toISOString(), closingId, year, leaves, root, keyId, signature }],
    );
    // A signature that another worker commits a little later may bear an earlier time.
    const last = signed.at(-1)?.signedAt;
    if (last) this.closingsSince = new Date(last.getTime() - SETTLED_MS);
    return due;
  }
}
