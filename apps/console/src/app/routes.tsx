import { createBrowserRouter, createMemoryRouter, Navigate, type RouteObject } from 'react-router';

import { AuditPage } from '../features/audit/audit-page';
import { CourseEditorPage } from '../features/catalog/course-editor-page';
import { CoursesPage } from '../features/catalog/courses-page';
import { NewCoursePage } from '../features/catalog/new-course-page';
import { ReviewPage } from '../features/catalog/review-page';
import { ReviewsPage } from '../features/catalog/reviews-page';
import { ClosingPage } from '../features/credits/closing-page';
import { ClosingsPage } from '../features/credits/closings-page';
import { CorrectionsPage } from '../features/corrections/corrections-page';
import { LearnerCreditsPage } from '../features/corrections/learner-credits-page';
import { TransfersPage } from '../features/corrections/transfers-page';
import { DeskPage } from '../features/desk/desk-page';
import { LearnerPage } from '../features/desk/learner-page';
import { MergePage } from '../features/desk/merge-page';
import { RegistrationPage } from '../features/desk/registration-page';
import { ImportPage } from '../features/imports/import-page';
import { ImportsPage } from '../features/imports/imports-page';
import { OrganisationsPage } from '../features/organisations/organisations-page';
import { RegionsPage } from '../features/regions/regions-page';
import { LedgerPage } from '../features/ledger/ledger-page';
import { FindLearner } from '../features/learners/find-learner';
import { LearnersPage } from '../features/learners/learners-page';
import { SecurityPage } from '../features/identity/security-page';
import { CaptionsPage } from '../features/media/captions/captions-page';
import { LessonVideo } from '../features/media/lesson-video';
import { PublishedContent } from '../features/media/published-content';
import { SpacePanel } from '../features/media/uploads/space-panel';
import { useUploadingLessons } from '../features/media/uploads/use-uploads';
import { UploadsPage } from '../features/media/uploads/uploads-page';
import { VideoToReview } from '../features/media/video-to-review';
import { NewPolicyPage } from '../features/policies/new-policy-page';
import { PoliciesPage } from '../features/policies/policies-page';
import { PolicyPage } from '../features/policies/policy-page';
import { VideoPreview } from '../features/media/video-preview';
import { CheckpointsPage } from '../features/quizzes/checkpoints-page';
import { NewQuestionPage, QuestionPage } from '../features/quizzes/question-editor-page';
import { MarkingPage } from '../features/quizzes/marking/marking-page';
import { MarkingSheetPage } from '../features/quizzes/marking/marking-sheet-page';
import { QuestionsPage } from '../features/quizzes/questions-page';
import { QuizSettingsPage } from '../features/quizzes/quiz-settings-page';
import { QuizToReview } from '../features/quizzes/quiz-to-review';
import { ClaimsPage } from '../features/real-name/claims-page';
import { GuardianPanel } from '../features/real-name/guardian-panel';
import { RevealPanel } from '../features/real-name/reveal-panel';
import { LearnersPage as ReportLearnersPage } from '../features/reports/learners-page';
import { OverviewPage } from '../features/reports/overview-page';
import { RolesPage } from '../features/roles/roles-page';
import { StatementsPage } from '../features/statements/statements-page';
import { StorageCheckPage } from '../features/storage/check-page';
import { StoragePage } from '../features/storage/storage-page';
import { PublishedCoursePage } from '../features/takedown/published-course-page';
import { PublishedCoursesPage } from '../features/takedown/published-courses-page';
import { useSignedIn } from '../lib/session';

import { Allowed } from './allowed';
import { BrokenPage, MissingPage } from './fallback-pages';
import { SessionGate } from './session-gate';
import { homeFor } from './shell/nav';

const routes: RouteObject[] = [
  {
    element: <SessionGate />,
    errorElement: <BrokenPage />,
    children: [
      { index: true, element: <Home /> },
      { path: 'courses', element: <Allowed permission="course.write"><CoursesPage Space={SpacePanel} /></Allowed> },
      { path: 'courses/new', element: <Allowed permission="course.write"><NewCoursePage /></Allowed> },
      { path: 'courses/:courseId', element: <Allowed permission="course.write"><CourseEditorPage LessonVideo={LessonVideo} useUploading={useUploadingLessons} /></Allowed> },
      { path: 'courses/:courseId/captions/:trackId', element: <Allowed permission="media.caption"><CaptionsPage /></Allowed> },
      { path: 'courses/:courseId/questions', element: <Allowed permission="quizzes.write"><QuestionsPage /></Allowed> },
      { path: 'courses/:courseId/questions/new/:kind', element: <Allowed permission="quizzes.write"><NewQuestionPage /></Allowed> },
      { path: 'courses/:courseId/questions/:questionId', element: <Allowed permission="quizzes.write"><QuestionPage /></Allowed> },
      { path: 'courses/:courseId/quiz', element: <Allowed permission="quizzes.write"><QuizSettingsPage /></Allowed> },
      { path: 'courses/:courseId/checkpoints', element: <Allowed permission="quizzes.write"><CheckpointsPage Video={VideoPreview} /></Allowed> },
      { path: 'marking', element: <Allowed permission="quizzes.mark"><MarkingPage /></Allowed> },
      { path: 'marking/:attemptId', element: <Allowed permission="quizzes.mark"><MarkingSheetPage /></Allowed> },
      { path: 'uploads', element: <Allowed permission="media.upload"><UploadsPage /></Allowed> },
      { path: 'reviews', element: <Allowed permission="course.review"><ReviewsPage /></Allowed> },
      { path: 'reviews/:courseId', element: <Allowed permission="course.review"><ReviewPage LessonVideo={VideoToReview} Quiz={QuizToReview} /></Allowed> },
      { path: 'published-courses', element: <Allowed permission="media.take_down"><PublishedCoursesPage /></Allowed> },
      { path: 'published-courses/:courseId', element: <Allowed permission="media.take_down"><PublishedCoursePage LessonContent={PublishedContent} /></Allowed> },
      { path: 'learners', element: <Allowed permission="learners.read"><LearnersPage /></Allowed> },
      { path: 'learners/:personId', element: <Allowed permission="learners.read"><LearnerPage Reveal={RevealPanel} Guardian={GuardianPanel} /></Allowed> },
      { path: 'learners/:personId/credits', element: <Allowed permission="credits.read"><LearnerCreditsPage /></Allowed> },
      { path: 'learners/:personId/merge', element: <Allowed permission="desk.merge"><MergePage /></Allowed> },
      { path: 'desk', element: <Allowed permission="desk.register"><DeskPage /></Allowed> },
      { path: 'desk/register', element: <Allowed permission="desk.register"><RegistrationPage /></Allowed> },
      { path: 'reports/learners', element: <Allowed permission="learners.read"><ReportLearnersPage /></Allowed> },
      { path: 'real-names', element: <Allowed permission="real_name.review"><ClaimsPage /></Allowed> },
      { path: 'roles', element: <Allowed permission="roles.read"><RolesPage /></Allowed> },
      { path: 'imports', element: <Allowed permission="residents.import"><ImportsPage /></Allowed> },
      { path: 'imports/:importId', element: <Allowed permission="residents.import"><ImportPage /></Allowed> },
      { path: 'regions', element: <Allowed permission="regions.write"><RegionsPage /></Allowed> },
      { path: 'organisations', element: <Allowed permission="organisations.write"><OrganisationsPage /></Allowed> },
      { path: 'corrections', element: <Allowed permission="credits.correct"><CorrectionsPage FindLearner={FindLearner} /></Allowed> },
      { path: 'transfers', element: <Allowed permission="credits.correct"><TransfersPage /></Allowed> },
      { path: 'closings', element: <Allowed permission="closing.read"><ClosingsPage /></Allowed> },
      { path: 'closings/:closingId', element: <Allowed permission="closing.read"><ClosingPage /></Allowed> },
      { path: 'statements', element: <Allowed permission="statements.read"><StatementsPage /></Allowed> },
      { path: 'policies', element: <Allowed permission="policy.read"><PoliciesPage /></Allowed> },
      { path: 'policies/new', element: <Allowed permission="policy.write"><NewPolicyPage /></Allowed> },
      { path: 'policies/:policyId', element: <Allowed permission="policy.read"><PolicyPage /></Allowed> },
      { path: 'ledger', element: <Allowed permission="ledger.audit"><LedgerPage /></Allowed> },
      { path: 'audit', element: <Allowed permission="audit.read"><AuditPage /></Allowed> },
      { path: 'storage', element: <Allowed permission="storage.check"><StoragePage /></Allowed> },
      { path: 'storage/:checkId', element: <Allowed permission="storage.check"><StorageCheckPage /></Allowed> },
      { path: 'security', element: <SecurityPage /> },
      { path: '*', element: <MissingPage /> },
    ],
  },
];

/** The figures for who reads reports; for the others the first page that is theirs. */
function Home() {
  const { permissions } = useSignedIn();
  if (permissions.includes('reports.read')) return <OverviewPage />;
  return <Navigate to={homeFor(permissions) ?? '/'} replace />;
}

export type ConsoleRouter = ReturnType<typeof createBrowserRouter>;

/** The pages at their addresses under /console/. */
export function createBrowserConsole(): ConsoleRouter {
  return createBrowserRouter(routes, { basename: '/console' });
}

/** The same pages without a browser's address bar, opened at `url`. */
export function createMemoryConsole(url: string): ConsoleRouter {
  return createMemoryRouter(routes, { initialEntries: [url] });
}
