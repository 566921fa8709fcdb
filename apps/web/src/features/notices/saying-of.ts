import { unsigned } from '../../lib/credits';

import type { Notice } from './api/notices';
import type { useStrings } from './use-strings';

interface Saying {
  /** What it is about, in a few words. */
  title: string;
  text: string;
  /** Where to see more, or to do something about it. */
  link: { to: string; label: string };
}

/** The title and the sentence of a message, and where it leads. */
export function sayingOf(notice: Notice, t: ReturnType<typeof useStrings>): Saying {
  const transferred = notice.kind === 'credit_granted' && notice.correctionId === null;
  return { title: t(transferred ? 'titles.credit_transferred' : `titles.${notice.kind}`), ...sentenceOf(notice, t) };
}

function sentenceOf(notice: Notice, t: ReturnType<typeof useStrings>): Omit<Saying, 'title'> {
  switch (notice.kind) {
    case 'credit_granted':
      if (notice.correctionId === null) return { text: t('transferred', { year: notice.year, credits: notice.credits }), link: { to: '/credits', label: t('seeCredits') } };
      return { text: t('granted', { year: notice.year, credits: notice.credits }), link: { to: `/me/corrections/${notice.correctionId}`, label: t('seeWhy') } };
    case 'credit_reversed':
      return { text: t('reversed', { year: notice.year, credits: unsigned(notice.credits) }), link: { to: `/me/corrections/${notice.correctionId}`, label: t('seeWhy') } };
    case 'appeal_answered':
      return { text: t(notice.upheld ? 'upheld' : 'dismissed'), link: { to: `/me/corrections/${notice.correctionId}`, label: t('seeAnswer') } };
    case 'statement_issued':
      return { text: t('statementIssued', { year: notice.year }), link: { to: '/credits', label: t('seeCredits') } };
    case 'statement_replaced':
      return { text: t('statementReplaced', { year: notice.year, version: notice.version, reason: notice.reason }), link: { to: '/credits', label: t('seeCredits') } };
    case 'quiz_marked':
      return { text: t(notice.passed ? 'quizPassed' : 'quizFailed', { course: notice.courseTitle, points: notice.points, max: notice.maxPoints }), link: { to: `/courses/${notice.courseId}`, label: t('seeCourse') } };
    case 'course_withdrawn':
      return { text: t('courseWithdrawn', { course: notice.courseTitle }), link: { to: `/courses/${notice.courseId}`, label: t('seeCourse') } };
    case 'course_new_version':
      return { text: t('courseNewVersion', { course: notice.courseTitle }), link: { to: `/courses/${notice.courseId}`, label: t('seeCourse') } };
  }
}
