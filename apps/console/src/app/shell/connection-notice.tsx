import { useIsFetching } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Notice } from '@xuexi/ui';

import { isUnreachable } from '../../lib/problem';

/** Says that the line is down while the queries keep trying, and goes away by itself. */
export function ConnectionNotice() {
  const { t } = useTranslation('shell');
  const trying = useIsFetching({ predicate: ({ state }) => isUnreachable(state.fetchFailureReason) });
  if (trying === 0) return null;
  return (
    <Notice tone="wait" role="status" title={t('connection.title')}>
      {t('connection.detail')}
    </Notice>
  );
}
