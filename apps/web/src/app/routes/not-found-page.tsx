import { EmptyState, LinkButton } from '@xuexi/ui';
import { Link } from 'react-router';

import { useDocumentTitle } from '../../lib/document-title';

import { useStrings } from '../use-strings';

export default function NotFoundPage() {
  const t = useStrings();
  useDocumentTitle(t('notFoundTitle'));
  return (
    <EmptyState
      title={t('notFoundTitle')}
      action={
        <LinkButton as={Link} to="/">
          {t('backHome')}
        </LinkButton>
      }
    >
      {t('notFoundText')}
    </EmptyState>
  );
}
