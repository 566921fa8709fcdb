/** What the platform tells a learner (消息). The page makes the sentence from the kind and its data. */
export const NOTICE_KINDS = ['credit_granted', 'credit_reversed', 'appeal_answered', 'statement_issued', 'statement_replaced', 'quiz_marked', 'course_withdrawn', 'course_new_version'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
