import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Principal } from '../platform/auth/principal.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import type { RegionMergeDto, RegionOutcomeDto, RegionSplitDto } from './region-admin.dto.js';
import { RegionDependants } from './region-dependants.js';
import { handOverFollowers } from './region-followers.js';
import { RegionReach } from './region-reach.service.js';
import { RegionTree } from './region-tree.service.js';
import { Region } from './region.entity.js';

/** Regions that become one, and one that becomes several. Residents, roles and what lies below follow to the successor. */
@Injectable()
export class RegionMergersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tree: RegionTree,
    private readonly reach: RegionReach,
    private readonly dependants: RegionDependants,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Merges a region into another of its level: it closes, and all that it held is the other's.
   * @throws Problem not_found, not_permitted, region_closed, invalid_input
   */
  merge(caller: Principal, id: string, { intoId, effectiveOn, dryRun }: RegionMergeDto): Promise<RegionOutcomeDto> {
    return inTransaction(this.dataSource, async (tx) => {
      await this.tree.lock(tx);
      const region = await this.reach.changeable(tx, caller, id);
      const into = await this.reach.within(tx, caller, intoId);
      if (into.id === region.id || into.level !== region.level) throw new Problem('invalid_input', [{ field: 'intoId', message: '请选择另一个同级的区域' }]);
      const at = await this.tree.effective(tx, effectiveOn, region.path, [intoId]);
      const touched = await this.reach.contents(tx, region.path);
      if (dryRun) return { applied: false, regionId: intoId, touched };
      await this.handOver(tx, region, into, at, caller.accountId);
      const details = { into: intoId, at: at.toISOString(), touched };
      await this.audit.record(tx, { action: 'region.merge', by: caller.accountId, on: { kind: 'region', id }, regionPath: region.path, details });
      return { applied: true, regionId: intoId, touched };
    });
  }

  /**
   * Makes new regions out of one, beside it. Either it stays open and keeps its residents, or it closes and one of the
   * parts takes them over.
   * @throws Problem not_found, not_permitted, region_closed, invalid_input, region_code_taken
   */
  split(caller: Principal, id: string, { parts, closeInto, effectiveOn, dryRun }: RegionSplitDto): Promise<RegionOutcomeDto> {
    return inTransaction(this.dataSource, async (tx) => {
      await this.tree.lock(tx);
      const region = await this.reach.changeable(tx, caller, id);
      const parent = region.parentId === null ? null : await tx.findOneByOrFail(Region, { id: region.parentId });
      const at = await this.tree.effective(tx, effectiveOn, region.path, parent ? [parent.id] : []);
      const touched = await this.reach.contents(tx, region.path);
      if (dryRun) return { applied: false, regionId: id, touched };
      const made: Region[] = [];
      for (const part of parts) made.push(await this.tree.create(tx, part, parent, at));
      if (made.some((part) => part.level !== region.level)) throw new Problem('invalid_input', [{ field: 'parts', message: '新区域的代码应与原来同一级' }]);
      const successor = closeInto === null ? null : made[closeInto]!;
      if (successor) await this.handOver(tx, region, successor, at, caller.accountId);
      const details = { parts: made.map((part) => part.id), successor: successor?.id ?? null, at: at.toISOString(), touched };
      await this.audit.record(tx, { action: 'region.split', by: caller.accountId, on: { kind: 'region', id }, regionPath: region.path, details });
      return { applied: true, regionId: successor?.id ?? id, touched };
    });
  }

  /** Closes one region in favour of another. Regions come before persons: whoever registers waits for the one or the other. */
  private async handOver(tx: EntityManager, from: Region, to: Region, at: Date, by: string): Promise<void> {
    const children = await tx.find(Region, { where: { parentId: from.id, validTo: IsNull() }, order: { id: 'ASC' } });
    await this.tree.close(tx, from, to.id, at);
    for (const child of children) await this.tree.move(tx, child, to, at);
    await handOverFollowers(tx, from, to);
    await this.dependants.succeed(tx, { from, to, by });
  }
}
