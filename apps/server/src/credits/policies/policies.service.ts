import { setTimeout as delay } from 'node:timers/promises';
import { DEFAULT_PRESET, PRESETS, type Policy, type PolicyTimeline, policyOn } from '@xuexi/domain';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { Problem } from '../../platform/errors/problem.js';
import { CreditPolicy } from './credit-policy.entity.js';

/** How often a process looks for policies that another one has adopted. */
const RELOAD_MS = 60_000;
/** With a timeline older than this nothing is valued: a policy is adopted this long before it is in force. */
export const STALE_MS = 600_000;

/** The policies that were adopted, the earliest first. */
export async function adoptedTimeline(tx: EntityManager): Promise<PolicyTimeline> {
  const adopted = await tx.find(CreditPolicy, { where: { fromDate: Not(IsNull()) }, order: { fromDate: 'ASC' } });
  return adopted.map(({ fromDate, policy }) => ({ from: fromDate!, policy }));
}

/** The installation's policies. Before the first that administrators adopt, the default preset is in force. */
@Injectable()
export class PoliciesService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(PoliciesService.name);
  private readonly stopping = new AbortController();
  private timeline: PolicyTimeline = [];
  /** Of the machine's own steady clock: a clock that is set must not make a timeline fresh or old. */
  private loadedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly dataSource: DataSource) {}

  async onModuleInit(): Promise<void> {
    await this.reload();
    void this.keepFresh();
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  /**
   * The policy in force on a Shanghai date.
   * @throws Problem policy_outdated when the timeline could not be read for too long
   */
  on(date: string): Policy {
    return policyOn(this.periods(), date);
  }

  /** All periods, the earliest first. @throws Problem policy_outdated */
  periods(): PolicyTimeline {
    if (performance.now() - this.loadedAt > STALE_MS) throw new Problem('policy_outdated');
    return this.timeline;
  }

  /** What a policy is called by people, given the version that entries carry. @throws Problem policy_outdated */
  nameOf(version: string): string {
    if (version === PRESETS[DEFAULT_PRESET].version) return `标准规则 ${version}`;
    const adopted = this.periods().find(({ policy }) => policy.version === version);
    return adopted ? `学分规则（自 ${adopted.from}）` : version;
  }

  /** Reads the timeline anew. */
  async reload(): Promise<void> {
    const startedAt = performance.now();
    this.timeline = await adoptedTimeline(this.dataSource.manager);
    this.loadedAt = startedAt;
  }

  private async keepFresh(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await delay(RELOAD_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await this.reload().catch((error: unknown) => this.logger.warn({ err: error }, 'policies could not be read'));
    }
  }
}
