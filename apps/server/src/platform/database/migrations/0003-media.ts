import type { MigrationInterface, QueryRunner } from 'typeorm';

const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
const ID = `char(36) ${ASCII}`;
const HASH = `char(64) ${ASCII}`;
const code = (length: number): string => `varchar(${length}) ${ASCII}`;

/** Media in full: kinds of lessons, checked sources, runs of the worker, captions, locks of uploads, takedowns, checks of the storage. */
export class Media1764600000000 implements MigrationInterface {
  name = 'Media1764600000000';

  /** Every statement may run again. Only adds, so that the previous version goes on running beside it. */
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, definition] of Object.entries(TABLES)) {
      await queryRunner.query(`CREATE TABLE IF NOT EXISTS ${table} (${definition}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    }
    for (const [column, definition] of Object.entries(MEDIA_COLUMNS)) {
      if (!(await exists(queryRunner, 'COLUMNS', 'media', column))) await queryRunner.query(`ALTER TABLE media ADD COLUMN ${column} ${definition}`);
    }
    for (const [index, columns] of Object.entries(MEDIA_INDEXES)) {
      if (!(await exists(queryRunner, 'STATISTICS', 'media', index))) await queryRunner.query(`ALTER TABLE media ADD KEY ${index} (${columns})`);
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

const MEDIA_COLUMNS = {
  kind: `${code(10)} NOT NULL DEFAULT 'video'`,
  declared_sha256: `${HASH} NULL`,
  sha256: `${HASH} NULL`,
  source: 'mediumtext NULL',
  lane: `${code(5)} NULL`,
  speed: 'float NULL',
  arrived_at: 'datetime(3) NULL',
  started_at: 'datetime(3) NULL',
  waits_for: `${code(12)} NULL`,
  source_removed_at: 'datetime(3) NULL',
  taken_down_at: 'datetime(3) NULL',
  taken_down_by: `${ID} NULL`,
  taken_down_reason: 'varchar(200) NULL',
  files_to_move_since: 'datetime(3) NULL',
};

const MEDIA_INDEXES = {
  ix_media_owner: 'owner_account_id, state',
  ix_media_files_to_move: 'files_to_move_since',
};

const TABLES = {
  media_run: `
    id ${ID} NOT NULL,
    media_id ${ID} NOT NULL,
    fence int NOT NULL,
    step ${code(10)} NOT NULL,
    started_at datetime(3) NOT NULL,
    playable_at datetime(3) NULL,
    ended_at datetime(3) NULL,
    outcome ${code(12)} NULL,
    failure_code ${code(40)} NULL,
    failure_sentence varchar(255) NULL,
    output_prefix ${code(120)} NULL,
    replaced_at datetime(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_media_run_fence (media_id, fence),
    KEY ix_media_run_ended (step, outcome, ended_at),
    KEY ix_media_run_replaced (replaced_at)`,

  caption_track: `
    id ${ID} NOT NULL,
    media_id ${ID} NOT NULL,
    language ${code(16)} NOT NULL,
    label varchar(40) NOT NULL,
    dialect tinyint NOT NULL,
    version int NOT NULL,
    storage_key ${code(120)} NOT NULL,
    cue_count int NOT NULL,
    changed_by ${ID} NULL,
    created_at datetime(3) NOT NULL,
    changed_at datetime(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_caption_track_label (media_id, label)`,

  upload_lock: `
    upload_id ${ID} NOT NULL,
    holder ${ID} NOT NULL,
    wanted tinyint NOT NULL,
    expires_at datetime(3) NOT NULL,
    PRIMARY KEY (upload_id)`,

  storage_check: `
    id ${ID} NOT NULL,
    state ${code(12)} NOT NULL,
    active tinyint NULL,
    requested_by ${ID} NULL,
    started_at datetime(3) NOT NULL,
    heartbeat_at datetime(3) NOT NULL,
    ended_at datetime(3) NULL,
    files int NOT NULL,
    bytes bigint NOT NULL,
    shares mediumtext NOT NULL,
    missing int NOT NULL,
    strays int NOT NULL,
    stray_bytes bigint NOT NULL,
    findings mediumtext NOT NULL,
    repaired_at datetime(3) NULL,
    repaired_by ${ID} NULL,
    repair mediumtext NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_storage_check_active (active),
    KEY ix_storage_check_started (started_at)`,
};

/** Captions had one column; a demo video that is only announced now says so. */
const FILLED = [
  `INSERT INTO caption_track (id, media_id, language, label, dialect, version, storage_key, cue_count, changed_by, created_at, changed_at)
     SELECT id, id, 'zh-CN', '中文', 0, 1, captions_key, 0, NULL, created_at, created_at FROM media
      WHERE captions_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM caption_track c WHERE c.media_id = media.id)`,
  "UPDATE media SET state = 'announced' WHERE state = 'uploading' AND bytes = 0",
  // Runs were not written down before; the one that made what plays is known by it.
  `INSERT INTO media_run (id, media_id, fence, step, started_at, ended_at, outcome, output_prefix)
     SELECT id, id, fence, 'transcode', ready_at, ready_at, 'done', output_prefix FROM media
      WHERE output_prefix IS NOT NULL AND ready_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM media_run r WHERE r.media_id = media.id)`,
  "UPDATE media SET lane = 'short' WHERE state IN ('queued', 'transcoding') AND lane IS NULL",
];
