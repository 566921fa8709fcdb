/** What the platform tells a learner (消息). The page makes the sentence from the kind and its data. */
export const NOTICE_KINDS = ['credit_granted', 'credit_reversed', 'appeal_answered', 'statement_issued', 'statement_replaced', 'quiz_marked', 'course_withdrawn', 'course_new_version'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

type CorrectionData = { correctionId: string; entryId: string; units: number; year: number };
type CourseData = { courseId: string; courseTitle: string };

/** Ids and figures of a notice, by its kind; nothing that is secret from the learner. */
export type NoticeData = {
  /** Without a correction: taken over from another platform. */
  credit_granted: Omit<CorrectionData, 'correctionId'> & { correctionId: string | null };
  credit_reversed: CorrectionData;
  appeal_answered: { correctionId: string; upheld: boolean };
  statement_issued: { year: number };
  statement_replaced: { year: number; version: number; reason: string };
  quiz_marked: CourseData & { attemptId: string; points: number; maxPoints: number; passed: boolean };
  course_withdrawn: CourseData;
  course_new_version: CourseData;
};
