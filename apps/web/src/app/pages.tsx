import { LoadingMark } from '@xuexi/ui';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';

import { HomePage } from './routes/home-page';
import { RequireLearner } from './require-learner';
import { Shell } from './shell';
import { useStrings } from './use-strings';

const CatalogPage = lazy(() => import('./routes/catalog-page'));
const CoursePage = lazy(() => import('./routes/course-page'));
const LessonPage = lazy(() => import('./routes/lesson-page'));
const MyLearningPage = lazy(() => import('./routes/my-learning-page'));
const CreditsPage = lazy(() => import('./routes/credits-page'));
const MePage = lazy(() => import('./routes/me-page'));
const RealNamePage = lazy(() => import('./routes/real-name-page'));
const LoginPage = lazy(() => import('./routes/login-page'));
const RegisterPage = lazy(() => import('./routes/register-page'));
const NotFoundPage = lazy(() => import('./routes/not-found-page'));

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
          <Route path="login" element={<LoginPage />} />
          <Route path="register" element={<RegisterPage />} />
          <Route element={<RequireLearner />}>
            <Route path="courses/:courseId/lessons/:lessonVersionId" element={<LessonPage />} />
            <Route path="learning" element={<MyLearningPage />} />
            <Route path="credits" element={<CreditsPage />} />
            <Route path="me" element={<MePage />} />
            <Route path="me/real-name" element={<RealNamePage />} />
          </Route>
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </Suspense>
  );
}
