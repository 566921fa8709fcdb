import { type EntryContent, GENESIS_HASH, MerkleAccumulator, type SealedEntry, closingText, dayStartsAt, entryId, entryKey, lessonEvidenceOf, merkleRoot, sealEntry, statementText } from '@xuexi/domain';
import type { DataSource } from 'typeorm';
import { ClosingChunk } from '../../src/credits/closing/closing-chunk.entity.js';
import { Closing } from '../../src/credits/closing/closing.entity.js';
import { CreditEntry } from '../../src/credits/credit-entry.entity.js';
import { CreditHead } from '../../src/credits/credit-head.entity.js';
import { contentOf } from '../../src/credits/statements/statement-content.js';
import { Statement } from '../../src/credits/statements/statement.entity.js';
import { LessonCompletion } from '../../src/learning/lesson-completion.entity.js';
import { newId } from '../../src/platform/ids.js';
import type { SigningKey } from '../../src/platform/crypto/signing-key.js';
import { QuizResult } from '../../src/quizzes/quiz-result.entity.js';

const PERSONS = 12;
export const DAYS = ['2026-03-02', '2026-03-03', '2026-03-05', '2026-03-06', '2026-03-09'] as const;
const HOUR_MS = 3_600_000;
const SECONDS = 900;

const place = { courseId: newId(), courseTitle: '书法入门', durationSeconds: SECONDS };
const [region, courseVersion] = [newId(), newId()];

/** Persons who completed a lesson and sat a quiz on each of the days, one of them in vain; their entries, the ends of the chains. */
export async function aFilledLedger(db: DataSource): Promise<string[]> {
  const lessons = DAYS.map((_, i) => ({ id: newId(), title: `第 ${i + 1} 课` }));
  const ids = Array.from({ length: PERSONS }, () => newId());
  for (const [n, personId] of ids.entries()) {
    const chain: SealedEntry[] = [];
    const post = (content: Pick<EntryContent, 'kind' | 'sourceId' | 'key' | 'units' | 'date' | 'recordedAt' | 'evidence'>): void => {
      const sequence = chain.length + 1;
      const whole = { ...content, id: entryId(content.key, content.recordedAt), personId, sequence, year: 2026, policyVersion: 'standard-2026', regionId: region, organisationId: null, reverses: null };
      chain.push(sealEntry(whole, chain.at(-1)?.hash ?? GENESIS_HASH));
    };
    const completions: LessonCompletion[] = [];
    const results: QuizResult[] = [];
    for (const [d, date] of DAYS.entries()) {
      const at = dayStartsAt(date) + 9 * HOUR_MS + n * 1000;
      const { id: lessonVersionId, title } = lessons[d]!;
      const done = { coverage: [[0, 700], [720, 860]] as [number, number][], refusedSeconds: n, round: 1, playSessionId: newId(), sittings: null, refusals: null };
      completions.push({ ...done, personId, lessonVersionId, completedAt: new Date(at), date, courseVersionId: courseVersion, regionId: region, credited: true });
      post({ kind: 'lesson', sourceId: lessonVersionId, key: entryKey.lesson(personId, lessonVersionId), units: SECONDS * 40, date, recordedAt: at, evidence: lessonEvidenceOf({ ...place, title }, { ...done, completedMs: at }) });
      const quizAt = at + HOUR_MS;
      results.push({ attemptId: newId(), personId, courseVersionId: courseVersion, submittedAt: new Date(quizAt), resultedAt: new Date(quizAt), date, points: d === 2 ? 80 : 30, maxPoints: 100, passed: d === 2, regionId: region });
      if (d === 2) post({ kind: 'quiz', sourceId: courseVersion, key: entryKey.quiz(personId, courseVersion), units: 54_000, date, recordedAt: quizAt, evidence: { title: '测验' } });
    }
    await db.manager.insert(LessonCompletion, completions);
    await db.manager.insert(QuizResult, results);
    await db.manager.insert(CreditEntry, chain.map((entry) => ({ ...entry, evidence: entry.evidence as object, regionPath: `${region}/`, recordedAt: new Date(entry.recordedAt) })));
    await db.manager.insert(CreditHead, { personId, sequence: chain.length, hash: chain.at(-1)!.hash });
  }
  return ids;
}

/** A signed closing with a statement for each of the persons. */
export async function aSignedClosing(db: DataSource, personIds: readonly string[], key: SigningKey, at: Date): Promise<string> {
  const closingId = newId();
  const statements = [...personIds].sort().map((personId): Statement => {
    const statement: Statement = {
      id: newId(),
      number: `2026-${personId.slice(-16)}-1`,
      personId,
      year: 2026,
      version: 1,
      status: 'valid',
      units: 234_000,
      entries: 6,
      targetMet: false,
      policyVersions: ['standard-2026'],
      chainHead: merkleRoot([personId]),
      closingId,
      computedAt: at,
      kinds: { lesson: 180_000, quiz: 54_000 },
      months: [0, 0, 234_000, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      reason: null,
      leaf: '',
      regionId: region,
      regionPath: `${region}/`,
      revokedAt: null,
    };
    return { ...statement, leaf: merkleRoot([statementText(contentOf(statement)!)]) };
  });
  const tree = new MerkleAccumulator();
  for (const statement of statements) tree.add(statementText(contentOf(statement)!));
  const signed = { closingId, year: 2026, leaves: statements.length, root: tree.root() };
  const run = { id: closingId, year: 2026, preliminary: false, state: 'done' as const, activeYear: null, total: statements.length, processed: statements.length, lastPersonId: null, startedBy: newId(), kind: 'final' as const, regionId: null };
  await db.manager.insert(Closing, { ...run, leaves: signed.leaves, root: signed.root, keyId: key.keyId, signature: key.sign(closingText(signed)), signedAt: at, startedAt: at, createdAt: at, heartbeatAt: at, finishedAt: at, difference: null });
  await db.manager.insert(ClosingChunk, { closingId, number: 0, firstPersonId: statements[0]!.personId, leaves: signed.leaves, root: signed.root });
  await db.manager.insert(Statement, statements);
  return closingId;
}
