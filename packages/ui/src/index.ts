/** The look of 学习在线: marks, parts and words that the learner site and the console are made of. */
import './styles/tokens.css';
import './styles/base.css';

export * from './feedback/empty-state';
export * from './feedback/notice';
export * from './feedback/problem';
export * from './feedback/problem-notice';
export * from './feedback/skeleton';
export * from './forms/field';
export * from './forms/inputs';
export * from './lib/format';
export * from './marks/course-cover';
export * from './marks/loading-mark';
export * from './marks/plate-mark';
export * from './marks/watch-strip';
export { YearPlate, type YearPlateProps } from './marks/year-plate';
export * from './parts/brand';
export * from './parts/button';
export * from './parts/card';
export * from './parts/dialog';
export * from './parts/page-title';
export * from './parts/pills';
export * from './parts/progress-bar';
export * from './parts/tag';
export * from './parts/text-link';
