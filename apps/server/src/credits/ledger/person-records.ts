import { type AttendanceFact, type CompletionFact, type Coverage, type Evidence, type GrantFact, type JsonValue, type PersonEvidence, type Policy, type QuizFact, type RecordedEntry, type Refusals, type ReversalFact, type Sitting, type TransferFact, coveredSeconds, lessonEvidenceOf, quizEvidenceOf, storedJson } from '@xuexi/domain';
import type { EntityManager } from 'typeorm';
import type { PublishedLessons } from './published-lessons.js';

/** All that is on record of a person: the stored chain, its end, and what the entries follow from. */
export interface PersonRecord {
  personId: string;
  entries: RecordedEntry[];
  /** Paths of the entries' regions, in the order of the entries; no part of what is sealed. */
  regionPaths: (string | null)[];
  head: { sequence: number; hash: string } | null;
  evidence: PersonEvidence;
}

interface EntryRow extends Omit<RecordedEntry, 'recordedAt'> {
  recordedAt: Date;
  regionPath: string | null;
}

interface CompletionRow {
  personId: string;
  lessonVersionId: string;
  round: number;
  completedAt: Date;
  date: string;
  playSessionId: string;
  courseVersionId: string;
  regionId: string | null;
  coverage: string;
  refusedSeconds: number;
  credited: number | null;
  sittings: string | null;
  refusals: string | null;
}

interface MergeRow {
  keptPersonId: string;
  absorbedPersonId: string;
}

/** Columns of entries as {@link RecordedEntry} has them. */
export const ENTRY_COLUMNS = `id, person_id AS personId, sequence, kind, source_id AS sourceId, idempotency_key AS \`key\`, units, date, year, policy_version AS policyVersion,
  region_id AS regionId, region_path AS regionPath, organisation_id AS organisationId, reverses, evidence, evidence_hash AS evidenceHash, previous_hash AS previousHash, hash,
  recorded_at AS recordedAt`;

const COMPLETION_COLUMNS = `person_id AS personId, lesson_version_id AS lessonVersionId, round, completed_at AS completedAt, date, play_session_id AS playSessionId,
  course_version_id AS courseVersionId, region_id AS regionId, coverage, refused_seconds AS refusedSeconds, credited, sittings, refusals`;

/** What a sitting says of itself. */
const SITTING_MEMBERS: readonly (keyof Sitting)[] = ['device', 'from', 'playSession', 'seconds', 'to'];

/** What everybody's evidence refers to. */
export interface PublishedRules {
  lessons: PublishedLessons;
  policyOn: (date: string) => Policy;
}

/** Reads everything on record of some persons, with a fixed number of statements. The one place beside the reports that reads tables of several features. */
export async function readRecords(tx: EntityManager, { lessons, policyOn }: PublishedRules, personIds: readonly string[]): Promise<PersonRecord[]> {
  if (personIds.length === 0) return [];
  const merges: MergeRow[] = await tx.query('SELECT kept_person_id AS keptPersonId, absorbed_person_id AS absorbedPersonId FROM person_merge WHERE kept_person_id IN (?) OR absorbed_person_id IN (?)', [personIds, personIds]);
  const withAbsorbed = [...new Set([...personIds, ...merges.map((merge) => merge.absorbedPersonId)])];
  // Beside each other where `tx` is the pool; one after the other in a transaction.
  const [chains, completed, heads, others] = await Promise.all([
    entriesOf(tx, withAbsorbed),
    tx.query<CompletionRow[]>(`SELECT ${COMPLETION_COLUMNS} FROM lesson_completion WHERE person_id IN (?)`, [withAbsorbed]),
    tx.query<{ personId: string; sequence: number; hash: string }[]>('SELECT person_id AS personId, sequence, hash FROM credit_head WHERE person_id IN (?)', [personIds]),
    otherFacts(tx, personIds),
  ]);
  const entries = byPerson(chains);
  const completions = byPerson(completed);
  const rows = [...completions.values()].flat();
  await lessons.load(tx, rows.map((row) => row.lessonVersionId), courseVersionsOf(rows, others, entries));
  const headOf = new Map(heads.map(({ personId, sequence, hash }) => [personId, { sequence, hash }]));
  return personIds.map((personId) => {
    const own = entries.get(personId) ?? [];
    const absorbed = merges.filter((merge) => merge.keptPersonId === personId).map((merge) => merge.absorbedPersonId);
    const facts = new FactsOf(personId, own, lessons, policyOn, mergeTimes([...own, ...absorbed.flatMap((id) => entries.get(id) ?? [])], merges));
    const theirs = absorbed.flatMap((id) => completions.get(id) ?? []);
    return {
      personId,
      entries: own,
      regionPaths: own.map((entry) => entry.regionPath),
      head: headOf.get(personId) ?? null,
      evidence: {
        personId,
        ...facts.completions(completions.get(personId) ?? [], theirs),
        ...facts.others(others),
        mergedWith: merges.flatMap((merge) => (merge.keptPersonId === personId ? [merge.absorbedPersonId] : merge.absorbedPersonId === personId ? [merge.keptPersonId] : [])),
        absorbed: absorbed.flatMap((id) => entries.get(id) ?? []),
      },
    };
  });
}

type StoredEntry = RecordedEntry & { regionPath: string | null };

async function entriesOf(tx: EntityManager, personIds: readonly string[]): Promise<StoredEntry[]> {
  const rows: EntryRow[] = await tx.query(`SELECT ${ENTRY_COLUMNS} FROM credit_entry WHERE person_id IN (?) ORDER BY person_id, sequence`, [personIds]);
  const stored = rows as unknown as StoredEntry[];
  for (let i = 0; i < rows.length; i++) stored[i]!.recordedAt = rows[i]!.recordedAt.getTime();
  return stored;
}

type QuizRow = Omit<QuizFact, 'place' | 'evidence' | 'passed' | 'atMs'> & { personId: string; regionId: string | null; passed: number; at: Date; attemptId: string; attempt: number | null; submittedAt: Date };

interface OtherRows {
  quizzes: Map<string, QuizRow[]>;
  attendances: Map<string, { personId: string; activityId: string; date: string; hundredths: number; scheduledMinutes: number; presentMinutes: number; signedOut: number; regionId: string | null; at: Date }[]>;
  corrections: Map<string, { personId: string; title: string; reason: string; documentId: string | null; id: string; kind: 'grant' | 'reversal'; entryId: string | null; units: number; date: string; needsSecond: number; at: Date }[]>;
  transfers: Map<string, { personId: string; issuer: string; id: string; units: number; date: string; at: Date }[]>;
}

async function otherFacts(tx: EntityManager, ids: readonly string[]): Promise<OtherRows> {
  return {
    quizzes: byPerson(await tx.query(
        `SELECT result.person_id AS personId, result.course_version_id AS courseVersionId, result.resulted_at AS at, result.date, result.points, result.max_points AS maxPoints, result.passed,
                result.region_id AS regionId, result.attempt_id AS attemptId, result.submitted_at AS submittedAt, attempt.number AS attempt
           FROM quiz_result result LEFT JOIN quiz_attempt attempt ON attempt.id = result.attempt_id WHERE result.person_id IN (?)`,
        [ids],
      ),
    ),
    attendances: byPerson(
      await tx.query(
        'SELECT person_id AS personId, activity_id AS activityId, date, class_hours_hundredths AS hundredths, scheduled_minutes AS scheduledMinutes, present_minutes AS presentMinutes, signed_out AS signedOut, region_id AS regionId, recorded_at AS at FROM attendance WHERE person_id IN (?)',
        [ids],
      ),
    ),
    corrections: byPerson(
      await tx.query("SELECT person_id AS personId, id, kind, entry_id AS entryId, units, date, title, reason, document_id AS documentId, needs_second AS needsSecond, COALESCE(decided_at, requested_at) AS at FROM credit_correction WHERE person_id IN (?) AND state = 'posted'", [ids]),
    ),
    transfers: byPerson(await tx.query('SELECT person_id AS personId, issuer, external_id AS id, units, date, recorded_at AS at FROM credit_transfer WHERE person_id IN (?)', [ids])),
  };
}

function byPerson<Row extends { personId: string }>(rows: Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => row.personId);
}

function courseVersionsOf(completions: CompletionRow[], { quizzes }: OtherRows, entries: Map<string, StoredEntry[]>): string[] {
  const courses = [...entries.values()].flatMap((own) => own.flatMap((entry) => (entry.kind === 'course' ? [entry.sourceId] : [])));
  return [...new Set([...completions.map((row) => row.courseVersionId), ...[...quizzes.values()].flat().map((row) => row.courseVersionId), ...courses])];
}

/** The times at which merges have posted. */
function mergeTimes(entries: readonly StoredEntry[], merges: readonly MergeRow[]): ReadonlySet<number> {
  return new Set(merges.length === 0 ? [] : entries.filter(({ evidence }) => evidence.includes('"merge')).map((entry) => entry.recordedAt));
}

/** Rows as facts. Where a person belonged then and what an entry other than a lesson's says of itself, only the entry has. */
class FactsOf {
  private readonly posted: Map<string, StoredEntry> | null;
  private readonly byKey: Map<string, StoredEntry>;

  constructor(
    private readonly personId: string,
    entries: readonly StoredEntry[],
    private readonly lessons: PublishedLessons,
    private readonly policyOn: (date: string) => Policy,
    /** When records were merged with this one. */
    private readonly merged: ReadonlySet<number>,
  ) {
    const members = entries.some((entry) => entry.organisationId !== null);
    this.posted = members ? new Map(entries.map((entry) => [`${entry.recordedAt}|${entry.kind}|${entry.sourceId}`, entry])) : null;
    this.byKey = new Map(entries.flatMap((entry) => (entry.kind === 'lesson' ? [] : [[entry.key, entry] as const])));
  }

  completions(rows: readonly CompletionRow[], theirs: readonly CompletionRow[]): Pick<PersonEvidence, 'completions' | 'moved'> {
    const brought = new Set(theirs.map(({ lessonVersionId, completedAt }) => `${lessonVersionId}|${completedAt.getTime()}`));
    const facts = rows.map((row) => this.completion(row));
    if (brought.size === 0) return { completions: facts, moved: [] };
    const { own = [], moved = [] } = Object.groupBy(facts, (fact) => (brought.has(`${fact.lessonVersionId}|${fact.atMs}`) ? 'moved' : 'own'));
    return { completions: own, moved };
  }

  others({ quizzes, attendances, corrections, transfers }: OtherRows): Pick<PersonEvidence, 'quizzes' | 'attendances' | 'grants' | 'transfers' | 'reversals'> {
    const { personId } = this;
    const decided = corrections.get(personId) ?? [];
    return {
      quizzes: (quizzes.get(personId) ?? []).map((row): QuizFact => ({ ...row, passed: row.passed === 1, ...this.quizEntry(`quiz:${personId}:${row.courseVersionId}`, row) })),
      attendances: (attendances.get(personId) ?? []).map(({ at, hundredths, signedOut, ...row }): AttendanceFact => ({ ...row, classHours: hundredths / 100, signedOut: signedOut === 1, ...this.entry(`attend:${personId}:${row.activityId}`, at, row.regionId) })),
      grants: decided.filter(({ kind }) => kind === 'grant').map(({ at, needsSecond, title, reason, documentId, ...row }): GrantFact => ({ ...row, approvals: needsSecond === 1 ? 2 : 1, ...this.entry(`grant:${row.id}`, at), evidence: { title, reason, documentId } })),
      transfers: (transfers.get(personId) ?? []).map(({ at, ...row }): TransferFact => ({ ...row, ...this.entry(`transfer:${row.issuer}:${row.id}`, at) })),
      reversals: decided.filter(({ kind }) => kind === 'reversal').map(({ at, entryId, title, reason, documentId }): ReversalFact => ({ entryId: entryId ?? '', atMs: at.getTime(), evidence: { title, reason, documentId } })),
    };
  }

  private completion(row: CompletionRow): CompletionFact {
    const { lessonVersionId, courseVersionId, round, completedAt, date, playSessionId, regionId, coverage, refusedSeconds, credited, sittings, refusals } = row;
    const completedMs = completedAt.getTime();
    const covered = coverageOf(coverage);
    const place = this.lessons.placeOf(lessonVersionId, courseVersionId) ?? { title: '', courseId: '', courseTitle: '', durationSeconds: 0 };
    const organisationId = this.posted?.get(`${completedMs}|lesson|${lessonVersionId}`)?.organisationId ?? null;
    const completed = { coverage: covered, refusedSeconds, round, playSessionId, completedMs, sittings: sittingsOf(sittings), refusals: objectOf<Refusals>(refusals) };
    return {
      lessonVersionId,
      courseVersionId,
      round,
      date,
      durationSeconds: place.durationSeconds,
      coveredSeconds: coveredSeconds(covered),
      credited: credited === null ? null : credited === 1,
      byMerge: this.merged.has(completedMs),
      atMs: completedMs,
      place: { regionId, organisationId },
      evidence: lessonEvidenceOf(place, completed),
    };
  }

  /** Of results that came from elsewhere there is no attempt: what their entries say, only they themselves tell. */
  private quizEntry(key: string, { courseVersionId, attemptId, attempt, points, maxPoints, date, submittedAt, at, regionId }: QuizRow): ReturnType<FactsOf['entry']> {
    const posted = this.entry(key, at, regionId);
    const quiz = this.lessons.quizOf(courseVersionId);
    if (!quiz || attempt === null) return posted;
    return { ...posted, evidence: quizEvidenceOf(quiz, { attemptId, attempt, points, maxPoints, passPercent: this.policyOn(date).quiz.passPercent, submittedMs: submittedAt.getTime() }) };
  }

  private entry(key: string, at: Date, regionId?: string | null): { atMs: number; place: CompletionFact['place']; evidence: Evidence } {
    const entry = this.byKey.get(key);
    return {
      atMs: at.getTime(),
      place: { regionId: regionId === undefined ? (entry?.regionId ?? null) : regionId, organisationId: entry?.organisationId ?? null },
      evidence: objectOf<Evidence>(entry?.evidence ?? null) ?? {},
    };
  }
}

/** What was never written so is nothing, and differs. */
function coverageOf(text: string): Coverage {
  const ranges = storedJson(text);
  return Array.isArray(ranges) && ranges.every(isRange) ? ranges : [];
}

function isRange(range: JsonValue): boolean {
  return Array.isArray(range) && range.length === 2 && range.every((second) => typeof second === 'number');
}

function sittingsOf(text: string | null): Sitting[] | null {
  const sittings = text === null ? null : storedJson(text);
  return Array.isArray(sittings) && sittings.every(isSitting) ? sittings : null;
}

function isSitting(sitting: JsonValue): boolean {
  return isObject(sitting) && SITTING_MEMBERS.every((member) => member in sitting);
}

function objectOf<Value extends object>(text: string | null): Value | null {
  const value = text === null ? null : storedJson(text);
  return isObject(value) ? (value as unknown as Value) : null;
}

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
