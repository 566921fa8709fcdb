import { useTranslation } from 'react-i18next';

import { Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { PageHead } from '../../components/page-head';
import { useScopePath } from '../../components/use-scope-path';
import { useSignedIn } from '../../lib/session';

import { ClosingHistory } from './closing-history';
import { ClosingProgress } from './closing-progress';
import { StartClosing } from './start-closing';
import { isRunning, useClosings } from './use-closings';

/** 年度结算: starts the computing of a year's statements, shows how far it is, and what came of the earlier ones. */
export function ClosingsPage() {
  const { t } = useTranslation('credits');
  const closings = useClosings();
  const mayStart = useSignedIn().permissions.includes('closing.run');
  const scope = useScopePath('closing.read');
  return (
    <>
      <PageHead path={scope} title={t('title')} lead={t('lead')} />
      <Answer query={closings} skeleton={<Loading><SkeletonText lines={8} /></Loading>}>
        {(items) => (
          <>
            {items.filter(isRunning).map((closing) => (
              <ClosingProgress key={closing.id} closing={closing} linked />
            ))}
            {mayStart && <StartClosing closings={items} />}
            <ClosingHistory closings={items.filter((closing) => !isRunning(closing))} />
          </>
        )}
      </Answer>
    </>
  );
}
