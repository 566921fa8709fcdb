import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Principal } from '../platform/auth/principal.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import type { NewRegionDto, RegionChangeDto, RegionClosingDto, RegionMoveDto, RegionOutcomeDto } from './region-admin.dto.js';
import { RegionDependants } from './region-dependants.js';
import { RegionReach } from './region-reach.service.js';
import { RegionTree } from './region-tree.service.js';

/** New regions, names, codes, places and ends of regions below the caller's own. Each change is one transaction. */
@Injectable()
export class RegionChangesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tree: RegionTree,
    private readonly reach: RegionReach,
    private readonly dependants: RegionDependants,
    private readonly audit: AuditLog,
  ) {}

  /** @returns the id. @throws Problem not_found, not_permitted (a root), invalid_input, region_misplaced, region_code_taken */
  create(caller: Principal, { parentId, effectiveOn, ...region }: NewRegionDto): Promise<string> {
    return inTransaction(this.dataSource, async (tx) => {
      await this.tree.lock(tx);
      if (parentId === null && !caller.scope('regions.write').includes('')) throw new Problem('not_permitted');
      const parent = parentId === null ? null : await this.reach.within(tx, caller, parentId);
      const at = await this.tree.effective(tx, effectiveOn, null, parent ? [parent.id] : []);
      const { id, path } = await this.tree.create(tx, region, parent, at);
      await this.audit.record(tx, { action: 'region.create', by: caller.accountId, on: { kind: 'region', id }, regionPath: path, details: { code: region.code, parentId } });
      return id;
    });
  }

  /** Gives a region another name or another code. @throws Problem not_found, not_permitted, region_closed, invalid_input, region_code_taken */
  async change(caller: Principal, id: string, { name, code, effectiveOn }: RegionChangeDto): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      await this.tree.lock(tx);
      const region = await this.reach.changeable(tx, caller, id);
      const at = await this.tree.effective(tx, effectiveOn, region.path, []);
      const renamed = name !== undefined && name !== region.name;
      const recoded = code !== undefined && code !== region.code;
      if (renamed) await this.tree.rename(tx, region, name, at);
      if (recoded) await this.tree.recode(tx, region, code, at);
      const act = { by: caller.accountId, on: { kind: 'region' as const, id }, regionPath: region.path };
      if (renamed) await this.audit.record(tx, { ...act, action: 'region.rename', details: { at: at.toISOString() } });
      if (recoded) await this.audit.record(tx, { ...act, action: 'region.recode', details: { from: region.code, to: code, at: at.toISOString() } });
    });
  }

  /** Puts a region under another parent. @throws Problem not_found, not_permitted, region_closed, region_misplaced, invalid_input, region_code_taken */
  move(caller: Principal, id: string, { parentId, code, effectiveOn, dryRun }: RegionMoveDto): Promise<RegionOutcomeDto> {
    return inTransaction(this.dataSource, async (tx) => {
      await this.tree.lock(tx);
      const region = await this.reach.changeable(tx, caller, id);
      const parent = await this.reach.within(tx, caller, parentId);
      const at = await this.tree.effective(tx, effectiveOn, region.path, [parentId]);
      this.tree.assertMayMove(region, parent);
      const touched = await this.reach.contents(tx, region.path);
      if (dryRun) return { applied: false, regionId: id, touched };
      const moved = await this.tree.move(tx, region, parent, at);
      if (code !== undefined && code !== region.code) await this.tree.recode(tx, moved, code, at);
      const details = { from: region.parentId, to: parentId, code: code ?? region.code, at: at.toISOString(), touched };
      await this.audit.record(tx, { action: 'region.move', by: caller.accountId, on: { kind: 'region', id }, regionPath: moved.path, details });
      return { applied: true, regionId: id, touched };
    });
  }

  /** Closes an empty region; the roles over it end. @throws Problem not_found, not_permitted, region_closed, region_not_empty, invalid_input */
  async close(caller: Principal, id: string, { effectiveOn }: RegionClosingDto): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      await this.tree.lock(tx);
      const region = await this.reach.changeable(tx, caller, id);
      const at = await this.tree.effective(tx, effectiveOn, region.path, []);
      // Closing first keeps newcomers out; who came before is counted after.
      await this.tree.close(tx, region, null, at);
      const { residents, regions, organisations, roles } = await this.reach.contents(tx, region.path);
      if (residents + regions + organisations > 0) throw new Problem('region_not_empty');
      await this.dependants.endRoles(tx, id, caller.accountId);
      await this.audit.record(tx, { action: 'region.close', by: caller.accountId, on: { kind: 'region', id }, regionPath: region.path, details: { at: at.toISOString(), roles } });
    });
  }
}
