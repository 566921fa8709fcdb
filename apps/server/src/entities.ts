import { Category } from './catalog/category.entity.js';
import { Chapter } from './catalog/chapter.entity.js';
import { CourseVersionLesson } from './catalog/course-version-lesson.entity.js';
import { CourseVersion } from './catalog/course-version.entity.js';
import { Course } from './catalog/course.entity.js';
import { LessonVersion } from './catalog/lesson-version.entity.js';
import { Lesson } from './catalog/lesson.entity.js';
import { Closing } from './credits/closing.entity.js';
import { CreditEntry } from './credits/credit-entry.entity.js';
import { CreditHead } from './credits/credit-head.entity.js';
import { Statement } from './credits/statement.entity.js';
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
import { ImportFault } from './imports/import-fault.entity.js';
import { ImportRun } from './imports/import-run.entity.js';
import { UsedHumanCheck } from './identity/sign-in/human-check.entity.js';
import { SmsCode } from './identity/sms/sms-code.entity.js';
import { Enrolment } from './learning/enrolment.entity.js';
import { LessonCompletion } from './learning/lesson-completion.entity.js';
import { LessonProgressRow } from './learning/lesson-progress.entity.js';
import { PlaySession } from './learning/play-session.entity.js';
import { WatchClockRow } from './learning/watch-clock.entity.js';
import { CaptionTrack } from './media/caption-track.entity.js';
import { Media } from './media/media.entity.js';
import { MediaRun } from './media/media-run.entity.js';
import { UploadLock } from './media/upload-lock.entity.js';
import { Organisation } from './organisations/organisation.entity.js';
import { AuditEntry } from './platform/audit/audit-entry.entity.js';
import { AuditHead } from './platform/audit/audit-head.entity.js';
import { AuditRoot } from './platform/audit/audit-root.entity.js';
import { RateLimitRow } from './platform/limits/rate-limit.entity.js';
import { OutboxRow } from './platform/queue/outbox.entity.js';
import { StorageCheck } from './storage-check/storage-check.entity.js';
import { RegionHistory } from './regions/region-history.entity.js';
import { Region } from './regions/region.entity.js';

/** Every table of the installation, in one place for the connection pool and the migration check. */
export const entities = [
  Account,
  AuditEntry,
  AuditHead,
  AuditRoot,
  CaptionTrack,
  Category,
  Chapter,
  Closing,
  Consent,
  Course,
  CourseVersion,
  CourseVersionLesson,
  CreditEntry,
  CreditHead,
  Enrolment,
  GuardianConsent,
  ImportFault,
  ImportRun,
  Lesson,
  LessonCompletion,
  LessonProgressRow,
  LessonVersion,
  Media,
  MediaRun,
  Membership,
  Organisation,
  OutboxRow,
  Person,
  PersonMerge,
  PlaySession,
  RateLimitRow,
  RecoveryCode,
  RealNameClaim,
  Region,
  RegionHistory,
  Residence,
  RoleGrant,
  Session,
  SmsCode,
  Statement,
  StorageCheck,
  UploadLock,
  UsedHumanCheck,
  WatchClockRow,
];
