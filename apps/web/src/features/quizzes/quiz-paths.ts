/** The page of an attempt: answering it, then its result. */
export const attemptPath = (courseId: string, attemptId: string) => `/courses/${courseId}/quiz/${attemptId}`;
