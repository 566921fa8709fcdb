import { type RegionLevel, codesAbove, isRegionCode, mayLieUnder, regionCodePrefix, regionLevelOfCode } from '@xuexi/domain';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CellFault, type ImportColumn, type ImportContext, ImportKind, ImportKinds, type ImportPass, type ImportRow, type RowOutcome } from '../imports/import-kind.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { RegionTree } from './region-tree.service.js';
import type { Region } from './region.entity.js';
import { RegionsRepository } from './regions.repository.js';

const COLUMNS: readonly ImportColumn[] = [
  { key: 'code', heading: '代码', also: ['区域代码', '行政区划代码', '统计用区划代码'], required: true, example: '360202001003', note: '12 位数字，网格为 15 位。请把这一列设为文本格式。' },
  { key: 'name', heading: '名称', also: ['区域名称', '社区名称'], required: true, example: '花园社区', note: '2 到 60 个字。' },
  { key: 'parentCode', heading: '上级代码', also: ['上级区域代码', '所属代码'], required: false, example: '360202001000', note: '不填时按代码找最近的上级。上级要已经存在，或者写在前面的行。' },
];

const NAME_LENGTH = { min: 2, max: 60 };

/** A region as the import knows it: one of the tree, or one that an earlier row of a dry run would make. */
interface KnownRegion {
  code: string;
  level: RegionLevel;
  /** Null: it would be made. */
  stored: Region | null;
}

/** What a row asks for, once it is known to be sound. */
type Plan = { effect: 'created'; parent: KnownRegion } | { effect: 'changed'; region: Region } | { effect: 'unchanged' };

/** Imports own lower regions: streets, communities, grid cells. What stands already is left alone; a new name renames. */
@Injectable()
export class RegionImport extends ImportKind implements OnModuleInit {
  readonly name = 'regions';
  readonly columns = COLUMNS;

  constructor(
    private readonly kinds: ImportKinds,
    private readonly regions: RegionsRepository,
    private readonly tree: RegionTree,
  ) {
    super();
  }

  onModuleInit(): void {
    this.kinds.register(this);
  }

  begin(context: ImportContext): Promise<ImportPass> {
    return Promise.resolve(new RegionImportPass(context, this.regions, this.tree));
  }
}

class RegionImportPass implements ImportPass {
  /** What earlier rows of a dry run would make. */
  private readonly planned = new Map<string, KnownRegion>();

  constructor(
    private readonly context: ImportContext,
    private readonly regions: RegionsRepository,
    private readonly tree: RegionTree,
  ) {}

  keysOf({ cells }: ImportRow): { column: string; value: string }[] {
    const code = digitsOf(cells['code']);
    return code === '' ? [] : [{ column: 'code', value: code }];
  }

  async work(tx: EntityManager, rows: readonly ImportRow[]): Promise<RowOutcome[]> {
    await this.tree.lock(tx);
    const outcomes: RowOutcome[] = [];
    for (const row of rows) outcomes.push(await this.row(tx, row));
    return outcomes;
  }

  private async row(tx: EntityManager, { cells }: ImportRow): Promise<RowOutcome> {
    const wanted = { code: digitsOf(cells['code']), name: (cells['name'] ?? '').normalize('NFC'), parentCode: digitsOf(cells['parentCode']) };
    const faults = faultsOf(wanted);
    if (faults.length > 0) return { effect: 'faulty', faults };
    const plan = await this.plan(tx, wanted);
    if ('message' in plan) return { effect: 'faulty', faults: [plan] };
    if (this.context.apply) await this.carryOut(tx, plan, wanted);
    else if (plan.effect === 'created') this.planned.set(wanted.code, { code: wanted.code, level: regionLevelOfCode(wanted.code)!, stored: null });
    return { effect: plan.effect };
  }

  private async plan(tx: EntityManager, { code, name, parentCode }: { code: string; name: string; parentCode: string }): Promise<Plan | CellFault> {
    const existing = await this.regions.byCode(code, tx);
    if (existing) {
      if (!this.reaches(existing)) return { column: 'code', message: '这个代码的区域不在可以导入的范围内' };
      const parent = existing.parentId === null ? null : await this.regions.byId(existing.parentId, tx);
      if (parentCode !== '' && parent?.code !== parentCode) return { column: 'parentCode', message: '这个区域现在属于别的上级；调整隶属请到区域页面办理' };
      return existing.name === name ? { effect: 'unchanged' } : { effect: 'changed', region: existing };
    }
    const parent = await this.parentOf(tx, parentCode === '' ? codesAbove(code) : [parentCode]);
    if (!parent) return { column: parentCode === '' ? 'code' : 'parentCode', message: '没有找到上级区域，请先建好上级，或者把上级写在前面的行' };
    if (parent.stored && !this.mayHold(parent.stored)) return { column: 'code', message: '上级区域不在可以导入的范围内' };
    if (!mayLieUnder(regionLevelOfCode(code)!, parent.level)) return { column: 'code', message: '这一级的区域不能放在这个上级下面，请核对代码' };
    if (!code.startsWith(regionCodePrefix(parent.code))) return { column: 'code', message: '代码应以上级代码开头，请核对' };
    return { effect: 'created', parent };
  }

  /** The first of some codes that a region bears, or would bear. */
  private async parentOf(tx: EntityManager, codes: readonly string[]): Promise<KnownRegion | null> {
    for (const code of codes) {
      const planned = this.planned.get(code);
      if (planned) return planned;
      const stored = await this.regions.byCode(code, tx);
      if (stored) return { code, level: stored.level, stored };
    }
    return null;
  }

  private async carryOut(tx: EntityManager, plan: Plan, { code, name }: { code: string; name: string }): Promise<void> {
    if (plan.effect === 'unchanged') return;
    if (plan.effect === 'changed') {
      await this.tree.rename(tx, plan.region, name, await this.tree.effective(tx, undefined, plan.region.path, []));
    } else {
      const parent = plan.parent.stored!;
      await this.tree.create(tx, { code, name }, parent, await this.tree.effective(tx, undefined, null, [parent.id]));
    }
  }

  /** Whether a region may be changed: it lies below the chosen one, and below one of the account's. */
  private reaches({ path }: Region): boolean {
    const { region, scope } = this.context;
    return path !== region.path && path.startsWith(region.path) && scope.some((one) => path !== one && path.startsWith(one));
  }

  /** Whether regions may be made under a region. */
  private mayHold({ path }: Region): boolean {
    return path.startsWith(this.context.region.path) && isWithinScope(path, this.context.scope);
  }
}

/** Digits as a spreadsheet may have them: full-width, with blanks. */
function digitsOf(cell: string | undefined): string {
  return (cell ?? '').normalize('NFKC').replaceAll(/\s/g, '');
}

function faultsOf({ code, name, parentCode }: { code: string; name: string; parentCode: string }): CellFault[] {
  const faults: CellFault[] = [];
  if (/[eE.]/.test(code)) faults.push({ column: 'code', message: '代码被表格软件改成了科学计数法，请把这一列设为文本格式后重新填写' });
  else if (!isRegionCode(code)) faults.push({ column: 'code', message: '代码应为 12 位数字，网格为 15 位，请核对' });
  if (parentCode !== '' && !isRegionCode(parentCode)) faults.push({ column: 'parentCode', message: '上级代码应为 12 位数字，请核对，或者留空' });
  const length = [...name].length;
  if (length < NAME_LENGTH.min || length > NAME_LENGTH.max) faults.push({ column: 'name', message: `名称应为 ${NAME_LENGTH.min} 到 ${NAME_LENGTH.max} 个字` });
  return faults;
}
