import { REGION_LEVEL_NAMES, type RegionLevel, dayStartsAt, mayLieUnder, regionCodePrefix, regionLevelOfCode, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { isDuplicate } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { moveFollowers } from './region-followers.js';
import { RegionHistoryService } from './region-history.service.js';
import { Region } from './region.entity.js';

/** A region to be made. */
export interface NewRegion {
  code: string;
  name: string;
}

/**
 * Changes the tree: every path stays that of the parent and the own id, and the history says what was. Who may do it
 * and what it leaves in the audit log, the callers decide. Every method runs in a transaction that has taken `lock`
 * first: changes of the tree happen one after the other.
 */
@Injectable()
export class RegionTree {
  constructor(
    private readonly history: RegionHistoryService,
    private readonly clock: Clock,
  ) {}

  /** Waits for every other change of the tree, and holds them off until the commit. The roots are locked first, in order. */
  async lock(tx: EntityManager): Promise<void> {
    await tx.query('SELECT id FROM region WHERE parent_id IS NULL ORDER BY id FOR UPDATE');
  }

  /** An open region. @throws Problem not_found, region_closed */
  async open(tx: EntityManager, id: string): Promise<Region> {
    const region = await tx.findOneBy(Region, { id });
    if (!region) throw new Problem('not_found');
    if (region.validTo) throw new Problem('region_closed');
    return region;
  }

  /**
   * When a change takes effect: now, or from the beginning of a Shanghai date.
   * @param changed path of the subtree that changes: after all that has become of it; null: nothing that exists changes
   * @param relied regions that the change builds on: not before they became what they are
   * @throws Problem invalid_input
   */
  async effective(tx: EntityManager, date: string | undefined, changed: string | null, relied: readonly string[]): Promise<Date> {
    const now = this.clock.now();
    const earliest = Math.max(await this.history.firstAfter(tx, changed), await this.history.lastChange(tx, relied));
    if (date === undefined || date === shanghaiDate(now)) return new Date(Math.max(now, earliest));
    const at = dayStartsAt(date);
    if (at > now) throw new Problem('invalid_input', [{ field: 'effectiveOn', message: '生效日期不能晚于今天' }]);
    if (at < earliest) throw new Problem('invalid_input', [{ field: 'effectiveOn', message: `生效日期不能早于上一次变更（${shanghaiDate(earliest)}）` }]);
    return new Date(at);
  }

  /** @throws Problem invalid_input, region_misplaced, region_code_taken */
  async create(tx: EntityManager, { code, name }: NewRegion, parent: Region | null, at: Date): Promise<Region> {
    const level = levelOf(code);
    if (!mayLieUnder(level, parent?.level ?? null)) throw new Problem('region_misplaced', [{ field: 'code', message: `${REGION_LEVEL_NAMES[level]}的代码，不能放在${parent ? REGION_LEVEL_NAMES[parent.level] : '最上面一级'}` }]);
    if (parent) assertCodeUnder(code, parent);
    const id = newId();
    const region: Region = { id, code, openCode: code, name, level, parentId: parent?.id ?? null, path: `${parent?.path ?? ''}${id}/`, validFrom: at, validTo: null, successorId: null };
    await orCodeTaken(tx.insert(Region, region));
    await this.history.record(tx, region.path, at);
    return region;
  }

  async rename(tx: EntityManager, region: Region, name: string, at: Date): Promise<void> {
    await tx.update(Region, { id: region.id }, { name });
    await this.history.record(tx, region.path, at);
  }

  /**
   * Gives a region another code; the codes of open regions under it that begin with the old one go along.
   * @throws Problem invalid_input, region_code_taken
   */
  async recode(tx: EntityManager, region: Region, code: string, at: Date): Promise<void> {
    if (levelOf(code) !== region.level) throw new Problem('invalid_input', [{ field: 'code', message: `这不是${REGION_LEVEL_NAMES[region.level]}的代码` }]);
    const parent = region.parentId === null ? null : await tx.findOneByOrFail(Region, { id: region.parentId });
    if (parent) assertCodeUnder(code, parent);
    const [before, after] = [regionCodePrefix(region.code), regionCodePrefix(code)];
    // Old and new codes may overlap: none is held while they change.
    await tx.query('UPDATE region SET code = CONCAT(?, SUBSTRING(code, ?)), open_code = NULL WHERE path LIKE ? AND valid_to IS NULL AND code LIKE ?', [
      after,
      before.length + 1,
      `${region.path}%`,
      `${before}%`,
    ]);
    await orCodeTaken(tx.query('UPDATE region SET open_code = code WHERE path LIKE ? AND valid_to IS NULL', [`${region.path}%`]));
    await this.history.record(tx, region.path, at);
  }

  /** @throws Problem region_misplaced for a parent below the region itself, or of no higher level */
  assertMayMove(region: Region, parent: Region): void {
    if (parent.path.startsWith(region.path) || !mayLieUnder(region.level, parent.level)) throw new Problem('region_misplaced');
  }

  /**
   * Puts a region with all that is under it under another; what follows the regions goes along.
   * @throws Problem region_misplaced
   */
  async move(tx: EntityManager, region: Region, parent: Region, at: Date): Promise<Region> {
    this.assertMayMove(region, parent);
    const path = `${parent.path}${region.id}/`;
    if (path === region.path) return region;
    await tx.query('UPDATE region SET path = CONCAT(?, SUBSTRING(path, ?)), parent_id = IF(id = ?, ?, parent_id) WHERE path LIKE ?', [
      path,
      region.path.length + 1,
      region.id,
      parent.id,
      `${region.path}%`,
    ]);
    await moveFollowers(tx, region.path, path);
    await this.history.record(tx, path, at);
    return { ...region, path, parentId: parent.id };
  }

  /** Closes a region; its code is free again. */
  async close(tx: EntityManager, region: Region, successorId: string | null, at: Date): Promise<void> {
    await tx.update(Region, { id: region.id }, { validTo: at, openCode: null, successorId });
    await this.history.record(tx, region.path, at);
  }
}

/** @throws Problem invalid_input */
function levelOf(code: string): RegionLevel {
  const level = regionLevelOfCode(code);
  if (level === null) throw new Problem('invalid_input', [{ field: 'code', message: '区域代码应为 12 位数字，网格为 15 位' }]);
  return level;
}

/** @throws Problem invalid_input unless the code continues that of the region above */
function assertCodeUnder(code: string, parent: Region): void {
  const prefix = regionCodePrefix(parent.code);
  if (!code.startsWith(prefix)) throw new Problem('invalid_input', [{ field: 'code', message: `代码应以上级区域的 ${prefix} 开头` }]);
}

/** @throws Problem region_code_taken when an open region bears the code */
async function orCodeTaken<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (isDuplicate(error)) throw new Problem('region_code_taken', [{ field: 'code', message: '已有区域使用这个代码' }]);
    throw error;
  }
}
