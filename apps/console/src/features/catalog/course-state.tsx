import { useTranslation } from 'react-i18next';

import { Tag, type Tone } from '@xuexi/ui';

import type { TaughtCourse } from './use-teaching';

const TONES: Record<TaughtCourse['state'], Tone> = { draft: 'neutral', in_review: 'ochre', returned: 'cinnabar', published: 'bamboo' };

/** Where a course stands between its instructor and its learners. */
export function CourseState({ state }: { state: TaughtCourse['state'] }) {
  const { t } = useTranslation('catalog');
  return <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>;
}
