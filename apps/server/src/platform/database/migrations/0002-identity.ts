import type { MigrationInterface, QueryRunner } from 'typeorm';

const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
const ID = `char(36) ${ASCII}`;
const HASH = `char(64) ${ASCII}`;
const PATH = `varchar(255) ${ASCII}`;
const code = (length: number): string => `varchar(${length}) ${ASCII}`;

/** Identity in full: keys of persons, claims, consents, second factors, the history of regions, organisations, the audit log, imports. */
export class Identity1764000000000 implements MigrationInterface {
  name = 'Identity1764000000000';

  /** Every statement may run again. Only adds and widens, so that the previous version goes on running beside it. */
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, definition] of Object.entries(TABLES)) {
      await queryRunner.query(`CREATE TABLE IF NOT EXISTS ${table} (${definition}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    }
    for (const [table, columns] of Object.entries(NEW_COLUMNS)) {
      for (const [column, definition] of Object.entries(columns)) {
        if (!(await exists(queryRunner, 'COLUMNS', table, column))) await queryRunner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}`);
      }
    }
    for (const [table, indexes] of Object.entries(NEW_INDEXES)) {
      for (const [index, definition] of Object.entries(indexes)) {
        if (!(await exists(queryRunner, 'STATISTICS', table, index))) await queryRunner.query(`ALTER TABLE ${table} ADD ${definition}`);
      }
    }
    for (const statement of WIDENED) await queryRunner.query(statement);
    for (const [table, index] of SUPERSEDED) {
      if (await exists(queryRunner, 'STATISTICS', table, index)) await queryRunner.query(`ALTER TABLE ${table} DROP INDEX ${index}`);
    }
    for (const statement of FILLED) await queryRunner.query(statement);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

async function exists(queryRunner: QueryRunner, catalogue: 'COLUMNS' | 'STATISTICS', table: string, name: string): Promise<boolean> {
  const column = catalogue === 'COLUMNS' ? 'COLUMN_NAME' : 'INDEX_NAME';
  const rows: unknown[] = await queryRunner.query(`SELECT 1 FROM information_schema.${catalogue} WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND ${column} = ? LIMIT 1`, [table, name]);
  return rows.length > 0;
}

const NEW_COLUMNS: Record<string, Record<string, string>> = {
  person: {
    unverified_at: 'datetime(3) NULL',
    data_key: 'varbinary(128) NULL',
    document_kind: `${code(20)} NULL`,
    name_index: `${HASH} NULL`,
    birth_year: 'smallint NULL',
    sex: `${code(6)} NULL`,
    state: `${code(12)} NOT NULL DEFAULT 'active'`,
    state_on: 'date NULL',
    merged_into: `${ID} NULL`,
    organisation_id: `${ID} NULL`,
  },
  account: {
    login_number: `${code(12)} NULL`,
    password_temporary: 'tinyint NOT NULL DEFAULT 0',
    totp_secret_cipher: 'varbinary(128) NULL',
    totp_confirmed_at: 'datetime(3) NULL',
    totp_pending_cipher: 'varbinary(128) NULL',
    totp_last_step: 'bigint NULL',
  },
  session: {
    id: `${ID} NULL`,
    address: `${code(45)} NULL`,
    idle_seconds: 'int NULL',
    confirmed_at: 'datetime(3) NULL',
    second_factor_at: 'datetime(3) NULL',
  },
  role_grant: {
    granted_by: `${ID} NULL`,
    granted_at: 'datetime(3) NULL',
    revoked_by: `${ID} NULL`,
    reason: 'varchar(200) NULL',
  },
  region: {
    open_code: `${code(15)} NULL`,
    successor_id: `${ID} NULL`,
  },
};

const NEW_INDEXES: Record<string, Record<string, string>> = {
  person: {
    ix_person_name: 'KEY ix_person_name (name_index)',
    ix_person_merged_into: 'KEY ix_person_merged_into (merged_into)',
    ix_person_organisation: 'KEY ix_person_organisation (organisation_id)',
    ix_person_list: 'KEY ix_person_list (region_path, id, state, verification, birth_year, sex, organisation_id)',
  },
  account: { uq_account_login_number: 'UNIQUE KEY uq_account_login_number (login_number)' },
  session: { uq_session_id: 'UNIQUE KEY uq_session_id (id)', ix_session_expires: 'KEY ix_session_expires (expires_at)' },
  role_grant: { ix_role_grant_region: 'KEY ix_role_grant_region (region_id)' },
  region: { uq_region_open_code: 'UNIQUE KEY uq_region_open_code (open_code)', ix_region_code: 'KEY ix_region_code (code)' },
};

/** Closed regions keep their code; the index of the list begins with the region path as well. */
const SUPERSEDED = [
  ['region', 'uq_region_code'],
  ['person', 'ix_person_region_path'],
] as const;

/** A resident may have neither a phone nor a password; a grid cell has a code of 15 digits. */
const WIDENED = [
  'ALTER TABLE account MODIFY phone_cipher varbinary(128) NULL',
  `ALTER TABLE account MODIFY phone_index ${HASH} NULL`,
  `ALTER TABLE account MODIFY password_hash ${code(255)} NULL`,
  `ALTER TABLE region MODIFY code ${code(15)} NOT NULL`,
];

const FILLED = [
  'UPDATE region SET open_code = code WHERE valid_to IS NULL AND open_code IS NULL',
  `INSERT INTO region_history (id, region_id, name, code, parent_id, path, valid_from, valid_to)
     SELECT id, id, name, code, parent_id, path, valid_from, valid_to FROM region
      WHERE NOT EXISTS (SELECT 1 FROM region_history h WHERE h.region_id = region.id)`,
  `INSERT INTO residence (id, person_id, region_id, region_path, valid_from, valid_to, changed_by)
     SELECT id, id, region_id, region_path, created_at, NULL, NULL FROM person
      WHERE region_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM residence r WHERE r.person_id = person.id)`,
  'UPDATE session SET id = UUID() WHERE id IS NULL',
  'INSERT INTO audit_head (id, sequence, hash) SELECT 1, 0, REPEAT(\'0\', 64) FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM audit_head)',
];

const TABLES = {
  recovery_code: `
    account_id ${ID} NOT NULL,
    code_hash ${HASH} NOT NULL,
    used_at datetime(3) NULL,
    PRIMARY KEY (account_id, code_hash)`,

  sms_code: `
    id ${ID} NOT NULL,
    phone_index ${HASH} NOT NULL,
    purpose ${code(20)} NOT NULL,
    code_hash ${HASH} NOT NULL,
    tries tinyint NOT NULL,
    created_at datetime(3) NOT NULL,
    expires_at datetime(3) NOT NULL,
    used_at datetime(3) NULL,
    PRIMARY KEY (id),
    KEY ix_sms_code_phone (phone_index, purpose, created_at),
    KEY ix_sms_code_expires (expires_at)`,

  rate_limit: `
    bucket ${HASH} NOT NULL,
    window_started_at datetime(3) NOT NULL,
    hits int NOT NULL,
    moving_hits int NOT NULL,
    expires_at datetime(3) NOT NULL,
    PRIMARY KEY (bucket),
    KEY ix_rate_limit_expires (expires_at)`,

  human_check: `
    challenge_hash ${HASH} NOT NULL,
    expires_at datetime(3) NOT NULL,
    PRIMARY KEY (challenge_hash),
    KEY ix_human_check_expires (expires_at)`,

  consent: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    purpose ${code(40)} NOT NULL,
    version ${code(20)} NOT NULL,
    channel ${code(12)} NOT NULL,
    recorded_by ${ID} NULL,
    given_at datetime(3) NOT NULL,
    withdrawn_at datetime(3) NULL,
    PRIMARY KEY (id),
    KEY ix_consent_person (person_id, purpose, given_at)`,

  guardian_consent: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    guardian_name_cipher varbinary(512) NOT NULL,
    guardian_phone_cipher varbinary(128) NULL,
    relation ${code(20)} NOT NULL,
    document_note varchar(200) NOT NULL,
    recorded_by ${ID} NOT NULL,
    given_at datetime(3) NOT NULL,
    withdrawn_at datetime(3) NULL,
    PRIMARY KEY (id),
    KEY ix_guardian_consent_person (person_id)`,

  real_name_claim: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    pending_person_id ${ID} NULL,
    document_kind ${code(20)} NOT NULL,
    name_cipher varbinary(512) NULL,
    number_cipher varbinary(128) NULL,
    number_index ${HASH} NULL,
    state ${code(12)} NOT NULL,
    provider ${code(20)} NOT NULL,
    finding ${code(12)} NULL,
    rejection ${code(20)} NULL,
    note varchar(200) NULL,
    submitted_at datetime(3) NOT NULL,
    checked_at datetime(3) NULL,
    decided_at datetime(3) NULL,
    decided_by ${ID} NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_real_name_claim_pending (pending_person_id),
    KEY ix_real_name_claim_person (person_id, submitted_at),
    KEY ix_real_name_claim_number (number_index),
    KEY ix_real_name_claim_state (state, id)`,

  person_merge: `
    id ${ID} NOT NULL,
    kept_person_id ${ID} NOT NULL,
    absorbed_person_id ${ID} NOT NULL,
    reason varchar(500) NOT NULL,
    outcome mediumtext NOT NULL,
    merged_by ${ID} NOT NULL,
    merged_at datetime(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_person_merge_absorbed (absorbed_person_id),
    KEY ix_person_merge_kept (kept_person_id)`,

  residence: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    region_id ${ID} NOT NULL,
    region_path ${PATH} NOT NULL,
    valid_from datetime(3) NOT NULL,
    valid_to datetime(3) NULL,
    changed_by ${ID} NULL,
    PRIMARY KEY (id),
    KEY ix_residence_person (person_id, valid_from),
    KEY ix_residence_region (region_id)`,

  membership: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    organisation_id ${ID} NOT NULL,
    valid_from datetime(3) NOT NULL,
    valid_to datetime(3) NULL,
    changed_by ${ID} NULL,
    PRIMARY KEY (id),
    KEY ix_membership_person (person_id, valid_from),
    KEY ix_membership_organisation (organisation_id)`,

  region_history: `
    id ${ID} NOT NULL,
    region_id ${ID} NOT NULL,
    name varchar(60) NOT NULL,
    code ${code(15)} NOT NULL,
    parent_id ${ID} NULL,
    path ${PATH} NOT NULL,
    valid_from datetime(3) NOT NULL,
    valid_to datetime(3) NULL,
    PRIMARY KEY (id),
    KEY ix_region_history_region (region_id, valid_from)`,

  organisation: `
    id ${ID} NOT NULL,
    name varchar(100) NOT NULL,
    kind ${code(20)} NOT NULL,
    credit_code ${code(18)} NULL,
    region_id ${ID} NOT NULL,
    region_path ${PATH} NOT NULL,
    created_at datetime(3) NOT NULL,
    closed_at datetime(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_organisation_credit_code (credit_code),
    KEY ix_organisation_region_path (region_path)`,

  audit_entry: `
    sequence bigint NOT NULL,
    id ${ID} NOT NULL,
    at datetime(3) NOT NULL,
    account_id ${ID} NULL,
    action ${code(60)} NOT NULL,
    subject_kind ${code(30)} NULL,
    subject_id ${code(64)} NULL,
    region_path ${PATH} NULL,
    region_id ${ID} NULL,
    address ${code(45)} NULL,
    device varchar(255) NULL,
    reason varchar(500) NULL,
    details mediumtext NOT NULL,
    previous_hash ${HASH} NOT NULL,
    hash ${HASH} NOT NULL,
    PRIMARY KEY (sequence),
    UNIQUE KEY uq_audit_entry_id (id),
    KEY ix_audit_entry_at (at, sequence),
    KEY ix_audit_entry_region (region_id, sequence),
    KEY ix_audit_entry_account (account_id, sequence),
    KEY ix_audit_entry_subject (subject_id, sequence),
    KEY ix_audit_entry_action (action, sequence)`,

  audit_head: `
    id tinyint NOT NULL,
    sequence bigint NOT NULL,
    hash ${HASH} NOT NULL,
    PRIMARY KEY (id)`,

  audit_root: `
    date date NOT NULL,
    first_sequence bigint NOT NULL,
    last_sequence bigint NOT NULL,
    root ${HASH} NOT NULL,
    key_id ${code(64)} NOT NULL,
    signature ${code(128)} NOT NULL,
    signed_at datetime(3) NOT NULL,
    PRIMARY KEY (date)`,

  import_run: `
    id ${ID} NOT NULL,
    kind ${code(20)} NOT NULL,
    state ${code(12)} NOT NULL,
    file_name varchar(255) NOT NULL,
    file_bytes bigint NOT NULL,
    file_sha256 ${HASH} NOT NULL,
    file_key ${code(120)} NULL,
    file_data_key varbinary(128) NULL,
    region_id ${ID} NULL,
    region_path ${PATH} NOT NULL,
    organisation_id ${ID} NULL,
    failure varchar(255) NULL,
    total_rows int NOT NULL,
    processed_rows int NOT NULL,
    created_rows int NOT NULL,
    changed_rows int NOT NULL,
    unchanged_rows int NOT NULL,
    faulty_rows int NOT NULL,
    at_desk_rows int NOT NULL DEFAULT 0,
    fence int NOT NULL,
    started_by ${ID} NOT NULL,
    created_at datetime(3) NOT NULL,
    heartbeat_at datetime(3) NULL,
    finished_at datetime(3) NULL,
    PRIMARY KEY (id),
    KEY ix_import_run_region (region_path, created_at),
    KEY ix_import_run_state (state, heartbeat_at)`,

  import_fault: `
    run_id ${ID} NOT NULL,
    position int NOT NULL,
    line int NOT NULL,
    cell ${code(12)} NOT NULL,
    column_name varchar(60) NOT NULL,
    message varchar(255) NOT NULL,
    PRIMARY KEY (run_id, position)`,
};
