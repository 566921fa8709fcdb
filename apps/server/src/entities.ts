import { Category } from './catalog/category.entity.js';
import { Chapter } from './catalog/chapter.entity.js';
import { CourseInvitation } from './catalog/course-invitation.entity.js';
import { CourseOrganisation } from './catalog/course-organisation.entity.js';
import { CoursePrerequisite } from './catalog/course-prerequisite.entity.js';
import { CourseVersionLesson } from './catalog/course-version-lesson.entity.js';
import { CourseVersion } from './catalog/course-version.entity.js';
import { Course } from './catalog/course.entity.js';
import { LessonVersion } from './catalog/lesson-version.entity.js';
import { Lesson } from './catalog/lesson.entity.js';
import { Closing } from './credits/closing/closing.entity.js';
import { ClosingChunk } from './credits/closing/closing-chunk.entity.js';
import { ClosingShard } from './credits/closing/closing-shard.entity.js';
import { ClosingLatecomer, ClosingYear } from './credits/closing/closing-year.entity.js';
import { ClosingChange } from './credits/closing/closing-change.entity.js';
import { ClosingRegion } from './credits/closing/closing-region.entity.js';
import { Attendance } from './credits/corrections/attendance.entity.js';
import { CreditAppeal } from './credits/corrections/credit-appeal.entity.js';
import { CreditCorrection } from './credits/corrections/credit-correction.entity.js';
import { CreditDocument } from './credits/corrections/credit-document.entity.js';
import { CreditTransfer } from './credits/corrections/credit-transfer.entity.js';
import { TransferIssuer } from './credits/corrections/transfer-issuer.entity.js';
import { CreditEntry } from './credits/credit-entry.entity.js';
import { CreditHead } from './credits/credit-head.entity.js';
import { CreditKey } from './credits/credit-key.entity.js';
import { CreditRoot } from './credits/ledger/credit-root.entity.js';
import { Reconciliation } from './credits/ledger/reconciliation.entity.js';
import { CreditPolicy } from './credits/policies/credit-policy.entity.js';
import { PolicyTrialRow } from './credits/policies/policy-trial-row.entity.js';
import { PolicyTrial } from './credits/policies/policy-trial.entity.js';
import { Statement } from './credits/statements/statement.entity.js';
import { StatementBatch } from './credits/statements/statement-batch.entity.js';
import { Account } from './identity/account.entity.js';
import { Consent } from './identity/consents/consent.entity.js';
import { GuardianConsent } from './identity/consents/guardian-consent.entity.js';
import { Membership } from './identity/membership.entity.js';
import { PersonMerge } from './identity/merging/person-merge.entity.js';
import { Person } from './identity/person.entity.js';
import { RealNameClaim } from './identity/real-name/real-name-claim.entity.js';
import { Residence } from './identity/residence.entity.js';
import { RoleGrant } from './identity/role-grant.entity.js';
import { RecoveryCode } from './identity/security/recovery-code.entity.js';
import { Session } from './identity/session.entity.js';
import { UsedHumanCheck } from './identity/sign-in/human-check.entity.js';
import { SmsCode } from './identity/sms/sms-code.entity.js';
import { ImportFault } from './imports/import-fault.entity.js';
import { ImportRun } from './imports/import-run.entity.js';
import { CourseRating } from './learning/ratings/course-rating.entity.js';
import { Enrolment } from './learning/enrolment.entity.js';
import { Favourite } from './learning/favourites/favourite.entity.js';
import { LessonCompletion } from './learning/lesson-completion.entity.js';
import { LessonNote } from './learning/notes/lesson-note.entity.js';
import { LessonProgressRow } from './learning/lesson-progress.entity.js';
import { PlaySession } from './learning/play-session.entity.js';
import { WatchClockRow } from './learning/watch-clock.entity.js';
import { CaptionTrack } from './media/caption-track.entity.js';
import { MediaRun } from './media/media-run.entity.js';
import { Media } from './media/media.entity.js';
import { UploadLock } from './media/upload-lock.entity.js';
import { Notice } from './notices/notice.entity.js';
import { Organisation } from './organisations/organisation.entity.js';
import { Alarm } from './platform/alarms/alarm.entity.js';
import { AuditEntry } from './platform/audit/audit-entry.entity.js';
import { AuditHead } from './platform/audit/audit-head.entity.js';
import { AuditRoot } from './platform/audit/audit-root.entity.js';
import { RateLimitRow } from './platform/limits/rate-limit.entity.js';
import { OutboxRow } from './platform/queue/outbox.entity.js';
import { LearningGroupMember } from './points/learning-group-member.entity.js';
import { LearningGroup } from './points/learning-group.entity.js';
import { PointEntry } from './points/point-entry.entity.js';
import { RankingOptOut } from './points/ranking-opt-out.entity.js';
import { RankingRow } from './points/ranking-row.entity.js';
import { RankingRun } from './points/ranking-run.entity.js';
import { CheckpointAnswer } from './quizzes/checkpoint-answer.entity.js';
import { CourseQuiz } from './quizzes/course-quiz.entity.js';
import { CourseVersionCheckpoint } from './quizzes/course-version-checkpoint.entity.js';
import { CourseVersionQuestion } from './quizzes/course-version-question.entity.js';
import { LessonCheckpoint } from './quizzes/lesson-checkpoint.entity.js';
import { QuestionRow } from './quizzes/question.entity.js';
import { QuizAttempt } from './quizzes/quiz-attempt.entity.js';
import { QuizResult } from './quizzes/quiz-result.entity.js';
import { RegionHistory } from './regions/region-history.entity.js';
import { Region } from './regions/region.entity.js';
import { StorageCheck } from './storage-check/storage-check.entity.js';

/** Every table of the installation, in one place for the connection pool and the migration check. */
export const entities = [
  Account,
  Alarm,
  Attendance,
  AuditEntry,
  AuditHead,
  AuditRoot,
  CaptionTrack,
  Category,
  Chapter,
  CheckpointAnswer,
  Closing,
  ClosingChunk,
  ClosingShard,
  ClosingLatecomer,
  ClosingYear,
  ClosingChange,
  ClosingRegion,
  Consent,
  Course,
  CourseInvitation,
  CourseOrganisation,
  CoursePrerequisite,
  CourseQuiz,
  CourseRating,
  CourseVersion,
  CourseVersionCheckpoint,
  CourseVersionLesson,
  CourseVersionQuestion,
  CreditAppeal,
  CreditCorrection,
  CreditDocument,
  CreditEntry,
  CreditHead,
  CreditKey,
  CreditPolicy,
  CreditRoot,
  CreditTransfer,
  Enrolment,
  Favourite,
  GuardianConsent,
  ImportFault,
  ImportRun,
  LearningGroup,
  LearningGroupMember,
  Lesson,
  LessonCheckpoint,
  LessonCompletion,
  LessonNote,
  LessonProgressRow,
  LessonVersion,
  Media,
  MediaRun,
  Membership,
  Notice,
  Organisation,
  OutboxRow,
  Person,
  PersonMerge,
  PlaySession,
  PointEntry,
  PolicyTrial,
  PolicyTrialRow,
  QuestionRow,
  QuizAttempt,
  QuizResult,
  RankingOptOut,
  RankingRow,
  RankingRun,
  RateLimitRow,
  RealNameClaim,
  Reconciliation,
  RecoveryCode,
  Region,
  RegionHistory,
  Residence,
  RoleGrant,
  Session,
  SmsCode,
  Statement,
  StatementBatch,
  StorageCheck,
  TransferIssuer,
  UploadLock,
  UsedHumanCheck,
  WatchClockRow,
];
