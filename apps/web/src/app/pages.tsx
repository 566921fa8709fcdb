import { LoadingMark } from '@xuexi/ui';
import { Suspense } from 'react';
import { Route, Routes } from 'react-router';

import { HomePage } from './routes/home-page';
import { lazyPage } from './lazy-page';
import { RequireLearner } from './require-learner';
import { Shell } from './shell';
import { useStrings } from './use-strings';

const CatalogPage = lazyPage(() => import('./routes/catalog-page'));
const CoursePage = lazyPage(() => import('./routes/course-page'));
const LessonPage = lazyPage(() => import('./routes/lesson-page'));
const QuizPage = lazyPage(() => import('./routes/quiz-page'));
const MyLearningPage = lazyPage(() => import('./routes/my-learning-page'));
const CreditsPage = lazyPage(() => import('./routes/credits-page'));
const StatementsPage = lazyPage(() => import('./routes/statements-page'));
const VerifyPage = lazyPage(() => import('./routes/verify-page'));
const MePage = lazyPage(() => import('./routes/me-page'));
const RealNamePage = lazyPage(() => import('./routes/real-name-page'));
const SecurityPage = lazyPage(() => import('./routes/security-page'));
const BelongingPage = lazyPage(() => import('./routes/belonging-page'));
const DataPage = lazyPage(() => import('./routes/data-page'));
const NoticesPage = lazyPage(() => import('./routes/notices-page'));
const CorrectionPage = lazyPage(() => import('./routes/correction-page'));
const PointsPage = lazyPage(() => import('./routes/points-page'));
const GroupsPage = lazyPage(() => import('./routes/groups-page'));
const RankingsPage = lazyPage(() => import('./routes/rankings-page'));
const ErasurePage = lazyPage(() => import('./routes/erasure-page'));
const LoginPage = lazyPage(() => import('./routes/login-page'));
const RegisterPage = lazyPage(() => import('./routes/register-page'));
const NotFoundPage = lazyPage(() => import('./routes/not-found-page'));

/** Every page and its address. Home comes at once, the others when they are opened. */
export function Pages() {
  const t = useStrings();
  return (
    <Suspense fallback={<LoadingMark label={t('open')} />}>
      <Routes>
        <Route element={<Shell />}>
          <Route index element={<HomePage />} />
          <Route path="courses" element={<CatalogPage />} />
          <Route path="courses/:courseId" element={<CoursePage />} />
          <Route path="verify" element={<VerifyPage />} />
          <Route path="verify/:number" element={<VerifyPage />} />
          <Route path="login" element={<LoginPage />} />
          <Route path="register" element={<RegisterPage />} />
          <Route element={<RequireLearner />}>
            <Route path="courses/:courseId/lessons/:lessonVersionId" element={<LessonPage />} />
            <Route path="courses/:courseId/quiz/:attemptId" element={<QuizPage />} />
            <Route path="learning" element={<MyLearningPage />} />
            <Route path="credits" element={<CreditsPage />} />
            <Route path="credits/statements" element={<StatementsPage />} />
            <Route path="points" element={<PointsPage />} />
            <Route path="groups" element={<GroupsPage />} />
            <Route path="rankings" element={<RankingsPage />} />
            <Route path="me" element={<MePage />} />
            <Route path="me/real-name" element={<RealNamePage />} />
            <Route path="me/security" element={<SecurityPage />} />
            <Route path="me/belonging" element={<BelongingPage />} />
            <Route path="me/notices" element={<NoticesPage />} />
            <Route path="me/corrections/:correctionId" element={<CorrectionPage />} />
            <Route path="me/data" element={<DataPage />} />
            <Route path="me/data/erasure" element={<ErasurePage />} />
          </Route>
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </Suspense>
  );
}
