import { Global, Injectable, Module } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What can be imported: 居民, 单位名册, 下级区域, 认定. */
export const IMPORT_KINDS = ['residents', 'roster', 'regions', 'grants'] as const;
export type ImportKindName = (typeof IMPORT_KINDS)[number];

/** A column of the table that a kind of import reads. */
export interface ImportColumn {
  /** Names the column in code. */
  key: string;
  /** The heading that the template bears. */
  heading: string;
  /** Other headings that people give it. */
  also: readonly string[];
  /** The heading must be there, and every row must fill it in. */
  required: boolean;
  /** What the example row of the template holds: nobody's data. */
  example: string;
  /** What to fill in, for the second sheet of the template. */
  note: string;
}

/** A row of the table: cells by column key, without blanks around them, '' where there is nothing. */
export interface ImportRow {
  /** Line of the table as a spreadsheet counts it, from 1. */
  line: number;
  cells: Readonly<Record<string, string>>;
}

/** What is wrong with a row, in Chinese: what it is, what to do. Never a value of the row. */
export interface CellFault {
  /** Key of the column; null: the row as a whole. */
  column: string | null;
  message: string;
  /** The person is known elsewhere, and a desk must see to it. */
  atDesk?: true;
}

/** What a row does, or would do. */
export type RowOutcome = { effect: 'created' | 'changed' | 'unchanged' } | { effect: 'faulty'; faults: CellFault[] };

/** For whom and where a pass over a table works. */
export interface ImportContext {
  importId: string;
  /** Account that uploaded the table; it answers for what happens. */
  accountId: string;
  /** Region paths that this account may import into at this moment; '' is everything. */
  scope: readonly string[];
  /** The region that was chosen: nothing outside it is touched. The whole installation has no id and the path ''. */
  region: { id: string | null; path: string };
  /** The organisation whose roster it is; null for other kinds. */
  organisationId: string | null;
  now: Date;
  /** False: the dry run, which writes nothing. */
  apply: boolean;
}

/** One pass over a table, from its first row to its last. It may remember what it has seen. */
export interface ImportPass {
  /**
   * What no two rows of a table may have in common, such as the ID number, in its normal form. Asked of every row in
   * order, also of those that an interrupted run has done already.
   */
  keysOf(row: ImportRow): readonly { column: string; value: string }[];

  /**
   * Says of every row what it would do, and does it when `apply` is set, all in the transaction. It may be called again
   * with the same rows when the database asks for that, and must change nothing where a row says what already stands.
   *
   * @returns an outcome for each row, in their order
   */
  work(tx: EntityManager, rows: readonly ImportRow[]): Promise<RowOutcome[]>;
}

/** A kind of import. Its feature provides it to the api and to the worker, and registers it with ImportKinds when the module starts. */
export abstract class ImportKind {
  abstract readonly name: ImportKindName;
  abstract readonly columns: readonly ImportColumn[];
  abstract begin(context: ImportContext): Promise<ImportPass>;
}

/** The kinds of import by name. */
@Injectable()
export class ImportKinds {
  private readonly kinds = new Map<ImportKindName, ImportKind>();

  register(kind: ImportKind): void {
    this.kinds.set(kind.name, kind);
  }

  has(name: ImportKindName): boolean {
    return this.kinds.has(name);
  }

  /** @throws Error when this process provides no such kind */
  get(name: ImportKindName): ImportKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`No import of kind ${name} is registered`);
    return kind;
  }
}

/** Global, so that each feature registers the kinds of import that are its own. */
@Global()
@Module({ providers: [ImportKinds], exports: [ImportKinds] })
export class ImportKindsModule {}
