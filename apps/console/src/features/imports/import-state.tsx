import { useTranslation } from 'react-i18next';

import { Tag } from '@xuexi/ui';

import type { Import } from './use-imports';

const TONES = { uploaded: 'cobalt', checking: 'cobalt', checked: 'cobalt', applying: 'cobalt', done: 'bamboo', failed: 'cinnabar', cancelled: 'neutral' } as const;

/** Where an import stands, in a word. */
export function ImportState({ state }: { state: Import['state'] }) {
  const { t } = useTranslation('imports');
  return <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag>;
}
