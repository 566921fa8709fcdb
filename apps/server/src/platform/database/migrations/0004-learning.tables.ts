import { ID, code } from './0004-column-types.js';

/** Courses, learning, quizzes, points, notices. */
export const LEARNING_TABLES = {
  course_prerequisite: `
    course_id ${ID} NOT NULL,
    required_course_id ${ID} NOT NULL,
    PRIMARY KEY (course_id, required_course_id),
    KEY ix_course_prerequisite_required (required_course_id)`,

  course_invitation: `
    id ${ID} NOT NULL,
    course_id ${ID} NOT NULL,
    code ${code(16)} NOT NULL,
    created_by ${ID} NOT NULL,
    created_at datetime(3) NOT NULL,
    expires_at datetime(3) NOT NULL,
    max_uses int NULL,
    uses int NOT NULL,
    revoked_at datetime(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_course_invitation_code (code),
    KEY ix_course_invitation_course (course_id)`,

  course_organisation: `
    course_id ${ID} NOT NULL,
    organisation_id ${ID} NOT NULL,
    PRIMARY KEY (course_id, organisation_id),
    KEY ix_course_organisation_organisation (organisation_id)`,

  favourite: `
    person_id ${ID} NOT NULL,
    course_id ${ID} NOT NULL,
    created_at datetime(3) NOT NULL,
    PRIMARY KEY (person_id, course_id)`,

  lesson_note: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    course_id ${ID} NOT NULL,
    lesson_version_id ${ID} NOT NULL,
    position int NOT NULL,
    text_cipher varbinary(6144) NOT NULL,
    created_at datetime(3) NOT NULL,
    updated_at datetime(3) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_lesson_note_person (person_id, lesson_version_id, position)`,

  course_rating: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    course_id ${ID} NOT NULL,
    stars tinyint NOT NULL,
    comment varchar(500) NULL,
    created_at datetime(3) NOT NULL,
    updated_at datetime(3) NOT NULL,
    hidden_at datetime(3) NULL,
    hidden_by ${ID} NULL,
    hidden_reason varchar(200) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_course_rating_person (person_id, course_id),
    KEY ix_course_rating_course (course_id, updated_at)`,

  question: `
    id ${ID} NOT NULL,
    course_id ${ID} NOT NULL,
    kind ${code(12)} NOT NULL,
    content mediumtext NOT NULL,
    difficulty tinyint NOT NULL,
    tags mediumtext NOT NULL,
    created_at datetime(3) NOT NULL,
    updated_at datetime(3) NOT NULL,
    archived_at datetime(3) NULL,
    PRIMARY KEY (id),
    KEY ix_question_course (course_id, archived_at)`,

  course_quiz: `
    course_id ${ID} NOT NULL,
    settings mediumtext NOT NULL,
    updated_at datetime(3) NOT NULL,
    PRIMARY KEY (course_id)`,

  lesson_checkpoint: `
    lesson_id ${ID} NOT NULL,
    at_second int NOT NULL,
    question_id ${ID} NOT NULL,
    PRIMARY KEY (lesson_id, at_second),
    KEY ix_lesson_checkpoint_question (question_id)`,

  course_version_question: `
    course_version_id ${ID} NOT NULL,
    question_id ${ID} NOT NULL,
    kind ${code(12)} NOT NULL,
    content mediumtext NOT NULL,
    difficulty tinyint NOT NULL,
    tags mediumtext NOT NULL,
    drawn tinyint NOT NULL,
    PRIMARY KEY (course_version_id, question_id)`,

  course_version_checkpoint: `
    course_version_id ${ID} NOT NULL,
    lesson_version_id ${ID} NOT NULL,
    at_second int NOT NULL,
    question_id ${ID} NOT NULL,
    PRIMARY KEY (course_version_id, lesson_version_id, at_second)`,

  quiz_attempt: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    course_version_id ${ID} NOT NULL,
    number int NOT NULL,
    date date NOT NULL,
    state ${code(12)} NOT NULL,
    paper mediumtext NOT NULL,
    answers mediumtext NOT NULL,
    save_seq int NOT NULL,
    saved_at datetime(3) NULL,
    started_at datetime(3) NOT NULL,
    due_at datetime(3) NULL,
    submitted_at datetime(3) NULL,
    marks mediumtext NULL,
    points int NULL,
    max_points int NOT NULL,
    passed tinyint NULL,
    earned_units bigint NULL,
    marked_by ${ID} NULL,
    marked_at datetime(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_quiz_attempt_number (person_id, course_version_id, number),
    KEY ix_quiz_attempt_version (course_version_id, state),
    KEY ix_quiz_attempt_due (state, due_at)`,

  quiz_result: `
    attempt_id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    course_version_id ${ID} NOT NULL,
    submitted_at datetime(3) NOT NULL,
    resulted_at datetime(3) NOT NULL,
    date date NOT NULL,
    points int NOT NULL,
    max_points int NOT NULL,
    passed tinyint NOT NULL,
    region_id ${ID} NULL,
    PRIMARY KEY (attempt_id),
    KEY ix_quiz_result_person (person_id, course_version_id),
    KEY ix_quiz_result_resulted (resulted_at)`,

  checkpoint_answer: `
    person_id ${ID} NOT NULL,
    lesson_version_id ${ID} NOT NULL,
    at_second int NOT NULL,
    question_id ${ID} NOT NULL,
    correct tinyint NOT NULL,
    tries int NOT NULL,
    answered_at datetime(3) NOT NULL,
    PRIMARY KEY (person_id, lesson_version_id, at_second)`,

  notice: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    kind ${code(30)} NOT NULL,
    data mediumtext NOT NULL,
    created_at datetime(3) NOT NULL,
    read_at datetime(3) NULL,
    PRIMARY KEY (id),
    KEY ix_notice_person (person_id, created_at)`,

  point_entry: `
    id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    kind ${code(16)} NOT NULL,
    idempotency_key ${code(160)} NOT NULL,
    points int NOT NULL,
    date date NOT NULL,
    recorded_at datetime(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_point_entry_key (idempotency_key),
    KEY ix_point_entry_person (person_id, date, kind, points)`,

  learning_group: `
    id ${ID} NOT NULL,
    name varchar(30) NOT NULL,
    about varchar(200) NOT NULL,
    founder_person_id ${ID} NOT NULL,
    region_id ${ID} NULL,
    region_path ${code(255)} NOT NULL,
    created_at datetime(3) NOT NULL,
    closed_at datetime(3) NULL,
    name_key varchar(80) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_learning_group_name (name_key),
    KEY ix_learning_group_region (region_path)`,

  learning_group_member: `
    group_id ${ID} NOT NULL,
    person_id ${ID} NOT NULL,
    joined_at datetime(3) NOT NULL,
    PRIMARY KEY (group_id, person_id),
    KEY ix_learning_group_member_person (person_id)`,

  ranking_opt_out: `
    person_id ${ID} NOT NULL,
    since datetime(3) NOT NULL,
    PRIMARY KEY (person_id)`,

  ranking_row: `
    board ${code(60)} NOT NULL,
    year smallint NOT NULL,
    person_id ${ID} NOT NULL,
    place int NOT NULL,
    units bigint NOT NULL,
    PRIMARY KEY (board, year, person_id),
    KEY ix_ranking_row_place (board, year, place)`,

  ranking_run: `
    board ${code(12)} NOT NULL,
    as_of datetime(3) NOT NULL,
    PRIMARY KEY (board)`,
};
