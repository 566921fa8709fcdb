import type { MigrationInterface, QueryRunner } from 'typeorm';

const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
const ID = `char(36) ${ASCII}`;
const HASH = `char(64) ${ASCII}`;

/** Accounts, regions, courses, media, watching, ledger, closings: the first shape of the database. */
export class Spine1763800000000 implements MigrationInterface {
  name = 'Spine1763800000000';

  /** Every statement may run again: DDL is not transactional, and a killed migration is simply started anew. */
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, definition] of Object.entries(TABLES)) {
      await queryRunner.query(`CREATE TABLE IF NOT EXISTS ${table} (${definition}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    }
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const TABLES = {
  region: `
    id ${ID} NOT NULL,
    code char(12) ${ASCII} NOT NULL,
    name varchar(60) NOT NULL,
    level varchar(12) ${ASCII} NOT NULL,
    parent_id ${ID} NULL,
    path varchar(255) ${ASCII} NOT NULL,
    valid_from datetime(3) NOT NULL,
    valid_to datetime(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_region_code (code),
    KEY ix_region_parent (parent_id),
    KEY ix_region_path (path)`,

  person: `
    id ${ID} NOT NULL,
    verification varchar(12) ${ASCII} NOT NULL,
    verified_at datetime(3) NULL,
    registered_on date NULL,
    registered_region_path varchar(255) ${ASCII} NULL,
    name_cipher varbinary(512) NULL,
    id_number_cipher varbinary(128) NULL,
    id_number_index ${HASH} NULL,
    region_id ${ID} NULL,
    region_path varchar(255) ${ASCII} NULL,
    created_at datetime(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_person_id_number (id_number_index),
    KEY ix_person_region_path (region_path),
    KEY ix_person_registration (registered_region_path, registered_on)`,

  account: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    display_name varchar(60) NOT NULL,
    phone_cipher varbinary(128) NOT NULL,
    phone_index ${HASH} NOT NULL,
    password_hash varchar(255) ${ASCII} NOT NULL,
    created_at datetime(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_account_phone (phone_index),
    KEY ix_account_person (person_id)`,

  session: `
    token_hash ${HASH} NOT NULL,
    account_id ${ID} NOT NULL,
    user_agent varchar(255) NOT NULL,
    created_at datetime(3) NOT NULL,
    last_seen_at datetime(3) NOT NULL,
    expires_at datetime(3) NOT NULL,
    PRIMARY KEY (token_hash),
    KEY ix_session_account (account_id)`,

  role_grant: `
    id ${ID} NOT NULL,
    account_id ${ID} NOT NULL,
    role varchar(20) ${ASCII} NOT NULL,
    region_id ${ID} NULL,
    valid_from datetime(3) NOT NULL,
    valid_to datetime(3) NULL,
    PRIMARY KEY (id),
    KEY ix_role_grant_account (account_id)`,

  category: `
    code varchar(40) ${ASCII} NOT NULL,
    name varchar(30) NOT NULL,
    position smallint NOT NULL,
    PRIMARY KEY (code)`,

  course: `
    id ${ID} NOT NULL,
    owner_account_id ${ID} NOT NULL,
    region_id ${ID} NULL,
    region_path varchar(255) ${ASCII} NOT NULL,
    title varchar(60) NOT NULL,
    summary varchar(1000) NOT NULL,
    category_code varchar(40) ${ASCII} NOT NULL,
    state varchar(12) ${ASCII} NOT NULL,
    review_note varchar(500) NULL,
    submitted_at datetime(3) NULL,
    published_version_id ${ID} NULL,
    created_at datetime(3) NOT NULL,
    updated_at datetime(3) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_course_owner (owner_account_id),
    KEY ix_course_state (state)`,

  chapter: `
    id ${ID} NOT NULL,
    course_id ${ID} NOT NULL,
    title varchar(60) NOT NULL,
    position int NOT NULL,
    PRIMARY KEY (id),
    KEY ix_chapter_course (course_id, position)`,

  lesson: `
    id ${ID} NOT NULL,
    chapter_id ${ID} NOT NULL,
    title varchar(60) NOT NULL,
    position int NOT NULL,
    PRIMARY KEY (id),
    KEY ix_lesson_chapter (chapter_id, position)`,

  course_version: `
    id ${ID} NOT NULL,
    course_id ${ID} NOT NULL,
    number int NOT NULL,
    title varchar(60) NOT NULL,
    summary varchar(1000) NOT NULL,
    category_code varchar(40) ${ASCII} NOT NULL,
    published_at datetime(3) NOT NULL,
    published_by ${ID} NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_course_version_number (course_id, number)`,

  lesson_version: `
    id ${ID} NOT NULL,
    lesson_id ${ID} NOT NULL,
    media_id ${ID} NOT NULL,
    duration_seconds int NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_lesson_version_media (lesson_id, media_id),
    KEY ix_lesson_version_media (media_id)`,

  course_version_lesson: `
    course_version_id ${ID} NOT NULL,
    position int NOT NULL,
    lesson_version_id ${ID} NOT NULL,
    chapter_position int NOT NULL,
    chapter_title varchar(60) NOT NULL,
    title varchar(60) NOT NULL,
    PRIMARY KEY (course_version_id, position),
    KEY ix_course_version_lesson_version (lesson_version_id)`,

  media: `
    id ${ID} NOT NULL,
    lesson_id ${ID} NOT NULL,
    owner_account_id ${ID} NOT NULL,
    file_name varchar(255) NOT NULL,
    bytes bigint NOT NULL,
    state varchar(12) ${ASCII} NOT NULL,
    source_key varchar(120) ${ASCII} NOT NULL,
    fence int NOT NULL,
    progress tinyint NOT NULL,
    failure_code varchar(40) ${ASCII} NULL,
    failure_sentence varchar(255) NULL,
    duration_ms int NULL,
    output_prefix varchar(120) ${ASCII} NULL,
    output mediumtext NULL,
    captions_key varchar(120) ${ASCII} NULL,
    created_at datetime(3) NOT NULL,
    queued_at datetime(3) NULL,
    heartbeat_at datetime(3) NULL,
    ready_at datetime(3) NULL,
    PRIMARY KEY (id),
    KEY ix_media_lesson (lesson_id, created_at),
    KEY ix_media_state (state, queued_at)`,

  enrolment: `
    person_id ${ID} NOT NULL,
    course_id ${ID} NOT NULL,
    course_version_id ${ID} NOT NULL,
    enrolled_at datetime(3) NOT NULL,
    PRIMARY KEY (person_id, course_id),
    KEY ix_enrolment_course (course_id)`,

  play_session: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    lesson_version_id ${ID} NOT NULL,
    course_version_id ${ID} NOT NULL,
    duration_seconds int NOT NULL,
    opened_at datetime(3) NOT NULL,
    last_seq int NOT NULL,
    presence_due_at datetime(3) NOT NULL,
    presence_limit_ms int NOT NULL,
    presence_asked_at datetime(3) NULL,
    PRIMARY KEY (id),
    KEY ix_play_session_person (person_id)`,

  watch_clock: `
    person_id ${ID} NOT NULL,
    parts int NOT NULL,
    last_at datetime(3) NOT NULL,
    session_id ${ID} NULL,
    lease_at datetime(3) NULL,
    PRIMARY KEY (person_id)`,

  lesson_progress: `
    person_id ${ID} NOT NULL,
    lesson_version_id ${ID} NOT NULL,
    round int NOT NULL,
    coverage mediumtext NOT NULL,
    covered_seconds int NOT NULL,
    refused_seconds int NOT NULL,
    position int NOT NULL,
    completed_on date NULL,
    credited tinyint NULL,
    updated_at datetime(3) NOT NULL,
    PRIMARY KEY (person_id, lesson_version_id)`,

  lesson_completion: `
    person_id ${ID} NOT NULL,
    lesson_version_id ${ID} NOT NULL,
    round int NOT NULL,
    completed_at datetime(3) NOT NULL,
    date date NOT NULL,
    play_session_id ${ID} NOT NULL,
    course_version_id ${ID} NOT NULL,
    region_id ${ID} NULL,
    coverage mediumtext NOT NULL,
    refused_seconds int NOT NULL,
    credited tinyint NULL,
    PRIMARY KEY (person_id, lesson_version_id, round),
    KEY ix_lesson_completion_date (person_id, date)`,

  credit_entry: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    sequence int NOT NULL,
    kind varchar(12) ${ASCII} NOT NULL,
    source_id varchar(80) ${ASCII} NOT NULL,
    idempotency_key varchar(160) ${ASCII} NOT NULL,
    units bigint NOT NULL,
    date date NOT NULL,
    year smallint NOT NULL,
    policy_version varchar(60) ${ASCII} NOT NULL,
    region_id ${ID} NULL,
    region_path varchar(255) ${ASCII} NULL,
    organisation_id ${ID} NULL,
    reverses ${ID} NULL,
    evidence mediumtext NOT NULL,
    evidence_hash ${HASH} NOT NULL,
    previous_hash ${HASH} NOT NULL,
    hash ${HASH} NOT NULL,
    recorded_at datetime(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_credit_entry_key (idempotency_key),
    UNIQUE KEY uq_credit_entry_sequence (person_id, sequence),
    KEY ix_credit_entry_day (person_id, date, kind, units),
    KEY ix_credit_entry_region (year, region_path, person_id, units),
    KEY ix_credit_entry_year (year, person_id, units)`,

  credit_head: `
    person_id ${ID} NOT NULL,
    sequence int NOT NULL,
    hash ${HASH} NOT NULL,
    PRIMARY KEY (person_id)`,

  closing: `
    id ${ID} NOT NULL,
    year smallint NOT NULL,
    preliminary tinyint NOT NULL,
    state varchar(12) ${ASCII} NOT NULL,
    active_year smallint NULL,
    total int NOT NULL,
    processed int NOT NULL,
    last_person_id ${ID} NULL,
    started_by ${ID} NOT NULL,
    created_at datetime(3) NOT NULL,
    heartbeat_at datetime(3) NULL,
    finished_at datetime(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_closing_active_year (active_year),
    KEY ix_closing_year (year)`,

  statement: `
    id ${ID} NOT NULL,
    number varchar(60) ${ASCII} NOT NULL,
    person_id ${ID} NOT NULL,
    year smallint NOT NULL,
    version int NOT NULL,
    status varchar(12) ${ASCII} NOT NULL,
    units bigint NOT NULL,
    entries int NOT NULL,
    target_met tinyint NOT NULL,
    policy_versions mediumtext NOT NULL,
    chain_head ${HASH} NOT NULL,
    closing_id ${ID} NOT NULL,
    computed_at datetime(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_statement_number (number),
    UNIQUE KEY uq_statement_version (person_id, year, version),
    KEY ix_statement_closing (closing_id, target_met)`,

  outbox: `
    id ${ID} NOT NULL,
    queue varchar(20) ${ASCII} NOT NULL,
    name varchar(40) ${ASCII} NOT NULL,
    job_id varchar(80) ${ASCII} NOT NULL,
    payload mediumtext NOT NULL,
    request_id varchar(60) ${ASCII} NULL,
    created_at datetime(3) NOT NULL,
    sent_at datetime(3) NULL,
    PRIMARY KEY (id),
    KEY ix_outbox_unsent (sent_at, id)`,
};
