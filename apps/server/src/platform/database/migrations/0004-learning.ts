import type { MigrationInterface, QueryRunner } from 'typeorm';
import { HASH, ID, code } from './0004-column-types.js';
import { CREDITS_TABLES } from './0004-credits.tables.js';
import { LEARNING_TABLES } from './0004-learning.tables.js';

/** Learning and credits in full: rules of enrolment, quizzes, evidence of watching, policies, roots, closings in shards, corrections, points. */
export class Learning1765200000000 implements MigrationInterface {
  name = 'Learning1765200000000';

  /** Every statement may run again. Only adds, so that the previous version goes on running beside it. */
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, definition] of Object.entries({ ...LEARNING_TABLES, ...CREDITS_TABLES })) {
      await queryRunner.query(`CREATE TABLE IF NOT EXISTS ${table} (${definition}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    }
    for (const [table, columns] of Object.entries(COLUMNS)) {
      for (const [column, definition] of Object.entries(columns)) {
        if (!(await exists(queryRunner, 'COLUMNS', table, column))) await queryRunner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}`);
      }
    }
    for (const [table, indexes] of Object.entries(INDEXES)) {
      for (const [index, columns] of Object.entries(indexes)) {
        if (!(await exists(queryRunner, 'STATISTICS', table, index))) await queryRunner.query(`ALTER TABLE ${table} ADD KEY ${index} (${columns})`);
      }
    }
    for (const [table, index] of DROPPED) {
      if (await exists(queryRunner, 'STATISTICS', table, index)) await queryRunner.query(`ALTER TABLE ${table} DROP KEY ${index}`);
    }
    for (const statement of FILLED) await queryRunner.query(statement);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

async function exists(queryRunner: QueryRunner, catalogue: 'COLUMNS' | 'STATISTICS', table: string, name: string): Promise<boolean> {
  const column = catalogue === 'COLUMNS' ? 'COLUMN_NAME' : 'INDEX_NAME';
  const rows: unknown[] = await queryRunner.query(`SELECT 1 FROM information_schema.${catalogue} WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND ${column} = ?`, [table, name]);
  return rows.length > 0;
}

/** Columns of tables that were there before; each NULL or with a default, because the previous version writes none of them. */
const COLUMNS: Record<string, Record<string, string>> = {
  course: {
    enrolment_rule: `${code(12)} NOT NULL DEFAULT 'open'`,
    prevent_skip: 'tinyint NOT NULL DEFAULT 0',
    fixed_units: 'bigint NULL',
    due_on: 'date NULL',
    withdrawn_at: 'datetime(3) NULL',
    withdrawn_by: `${ID} NULL`,
    withdrawn_reason: 'varchar(200) NULL',
  },
  lesson: { required: 'tinyint NOT NULL DEFAULT 1' },
  course_version: { fixed_units: 'bigint NULL', prevent_skip: 'tinyint NOT NULL DEFAULT 0', quiz: 'mediumtext NULL' },
  course_version_lesson: { required: 'tinyint NOT NULL DEFAULT 1' },
  enrolment: { invitation_id: `${ID} NULL`, finished_at: 'datetime(3) NULL' },
  play_session: { device: 'varchar(40) NULL' },
  watch_clock: { answered_session_id: `${ID} NULL`, answered_seq: 'int NULL' },
  lesson_progress: { sittings: 'mediumtext NULL', refusals: 'mediumtext NULL' },
  lesson_completion: { sittings: 'mediumtext NULL', refusals: 'mediumtext NULL', recorded_at: 'datetime(3) NULL' },
  closing: {
    kind: `${code(12)} NULL`,
    region_id: `${ID} NULL`,
    leaves: 'int NULL',
    root: `${HASH} NULL`,
    key_id: `${code(64)} NULL`,
    signature: `${code(128)} NULL`,
    signed_at: 'datetime(3) NULL',
    started_at: 'datetime(3) NULL',
    difference: 'mediumtext NULL',
    fresh: 'tinyint NULL',
  },
  statement: {
    kinds: 'mediumtext NULL',
    months: 'mediumtext NULL',
    reason: 'varchar(500) NULL',
    leaf: `${HASH} NULL`,
    region_id: `${ID} NULL`,
    region_path: `${code(255)} NULL`,
    revoked_at: 'datetime(3) NULL',
  },
};

const INDEXES: Record<string, Record<string, string>> = {
  lesson_completion: { ix_lesson_completion_completed: 'completed_at', ix_lesson_completion_recorded: 'recorded_at' },
  credit_entry: { ix_credit_entry_statement: 'year, person_id, sequence, kind, date, units, policy_version, hash' },
  statement: { ix_statement_leaf: 'closing_id, person_id, leaf', ix_statement_region: 'year, region_path, status, target_met, units' },
};

/** Indexes that cost every statement of a closing and serve nothing any more. */
const DROPPED: [table: string, index: string][] = [['statement', 'ix_statement_closing']];

/** What stood before says of itself what it now has a column for. */
const FILLED = ["UPDATE closing SET kind = IF(preliminary = 1, 'preliminary', 'final') WHERE kind IS NULL"];
