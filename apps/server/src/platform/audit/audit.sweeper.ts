import { GENESIS_HASH } from '@xuexi/domain';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { Sweeper } from '../queue/sweeper.js';
import { type Anchor, AuditAnchors, type Anchored } from './audit-anchors.js';
import { AuditHead } from './audit-head.entity.js';
import { AuditRoots } from './audit-roots.js';

const HEAD_EVERY_MS = 60_000;

/**
 * Signs the finished days of the audit log, and tells the anchor file of them and of the end of the chain. Before it
 * anchors a new end it looks whether the one anchored last still stands, so that a changed log is noticed within a minute.
 */
@Injectable()
export class AuditSweeper extends Sweeper {
  private readonly logger = new Logger(AuditSweeper.name);
  private readonly anchors: AuditAnchors;
  private anchored: Anchored | undefined;
  private nextHeadAt = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly roots: AuditRoots,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    super();
    this.anchors = new AuditAnchors(config.auditAnchorDir);
  }

  async sweep(): Promise<void> {
    await this.roots.signDueDays();
    this.anchored ??= await this.anchors.read();
    await this.add([...this.newKey(this.anchored), ...(await this.newRoots(this.anchored))]);
    await this.add(await this.newHead(this.anchored));
  }

  private newKey({ keys }: Anchored): Anchor[] {
    const { keyId, publicKey } = this.roots.key;
    return keys.has(keyId) ? [] : [{ kind: 'key', at: this.now(), keyId, publicKey }];
  }

  private async newRoots({ roots }: Anchored): Promise<Anchor[]> {
    const stored = await this.roots.after([...roots.keys()].at(-1) ?? null);
    return stored.map(({ signedAt, ...root }) => ({ kind: 'root', at: signedAt.toISOString(), ...root }));
  }

  private async newHead({ last }: Anchored): Promise<Anchor[]> {
    if (this.clock.now() < this.nextHeadAt) return [];
    const { sequence, hash } = await this.dataSource.manager.findOneByOrFail(AuditHead, { id: 1 });
    if (sequence === (last?.sequence ?? 0) && hash === (last?.hash ?? GENESIS_HASH)) return [];
    await this.assertStands(last, sequence);
    this.nextHeadAt = this.clock.now() + HEAD_EVERY_MS;
    return [{ kind: 'head', at: this.now(), sequence, hash }];
  }

  /** @throws Error, which the log keeps repeating, when the entry anchored last is gone or another one */
  private async assertStands(last: Anchored['last'], end: number): Promise<void> {
    if (!last || last.sequence === 0) return;
    const [entry]: { hash: string }[] = await this.dataSource.query('SELECT hash FROM audit_entry WHERE sequence = ?', [last.sequence]);
    if (entry?.hash === last.hash && end >= last.sequence) return;
    this.logger.error({ sequence: last.sequence }, 'the audit log was changed: run pnpm audit:verify');
    throw new Error(`Audit entry ${last.sequence} is not the one that was anchored`);
  }

  private async add(anchors: Anchor[]): Promise<void> {
    if (anchors.length === 0) return;
    await this.anchors.add(anchors);
    for (const anchor of anchors) {
      if (anchor.kind === 'key') this.anchored?.keys.set(anchor.keyId, anchor.publicKey);
      else if (anchor.kind === 'root') this.anchored?.roots.set(anchor.date, anchor);
      else if (this.anchored) this.anchored.last = { sequence: anchor.sequence, hash: anchor.hash };
    }
  }

  private now(): string {
    return this.clock.date().toISOString();
  }
}
