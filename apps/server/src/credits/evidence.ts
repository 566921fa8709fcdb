import type { EntryKind, LessonEvidence } from '@xuexi/domain';

/** What the entries of the other kinds carry at least. */
export interface TitledEvidence {
  title: string;
  courseTitle?: string;
}

/** Kinds of entries as learners and papers name them. */
export const KIND_TITLES: Record<EntryKind, string> = {
  lesson: '看课',
  course: '整门课',
  quiz: '测验',
  attend: '线下课和活动',
  grant: '认定',
  transfer: '转入',
  reversal: '更正',
};

/** The line under which an entry is shown. */
export function titleOf(kind: EntryKind, evidence: unknown): string {
  const { title } = (evidence ?? {}) as Partial<TitledEvidence>;
  return title ?? KIND_TITLES[kind];
}

export function courseTitleOf(evidence: unknown): string | null {
  return ((evidence ?? {}) as Partial<TitledEvidence>).courseTitle ?? null;
}

/** Hundredths of class hours of an attendance; null of any other kind. */
export function attendedHundredths(kind: EntryKind, evidence: unknown): number | null {
  if (kind !== 'attend') return null;
  return ((evidence ?? {}) as { classHoursHundredths?: number }).classHoursHundredths ?? null;
}

export function lessonEvidence(kind: EntryKind, evidence: unknown): LessonEvidence | null {
  return kind === 'lesson' ? (evidence as LessonEvidence) : null;
}
