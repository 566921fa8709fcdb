import { useTranslation } from 'react-i18next';

import type { Api } from '@xuexi/api-client';
import { Notice } from '@xuexi/ui';

import { RegionContents } from './region-contents';

/** What a change would take along. */
export function Touched({ touched }: { touched: Api['RegionContents'] }) {
  const { t } = useTranslation('regions');
  return (
    <Notice tone="wait" role="status" title={t('touched')}>
      <RegionContents contents={touched} />
    </Notice>
  );
}
