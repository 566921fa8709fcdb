import { useTranslation } from 'react-i18next';

import { formatCount, Loading, Notice, ProgressBar, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { PageHead } from '../../components/page-head';
import { useScopePath } from '../../components/use-scope-path';
import { useSignedIn } from '../../lib/session';

import { ClosingHistory } from './closing-history';
import styles from './closings-page.module.css';
import { StartClosing } from './start-closing';
import { type Closing, isRunning, useClosings } from './use-closings';

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
              <Running key={closing.id} closing={closing} />
            ))}
            {mayStart && <StartClosing closings={items} />}
            <ClosingHistory closings={items.filter((closing) => !isRunning(closing))} />
          </>
        )}
      </Answer>
    </>
  );
}

function Running({ closing }: { closing: Closing }) {
  const { t } = useTranslation('credits');
  const { year, state, processed, total, kind } = closing;
  const share = total === 0 ? 0 : processed / total;
  return (
    <Notice tone="wait" role="status" title={t('running.title', { year, kind: t(`kind.${kind}`) })}>
      <div className={styles.running}>
        {state === 'queued' ? (
          <span>{t('running.queued')}</span>
        ) : (
          <span>{t('running.counted', { processed: formatCount(processed), total: formatCount(total), percent: Math.floor(share * 100) })}</span>
        )}
        <ProgressBar value={share} label={t('running.label', { year })} />
      </div>
    </Notice>
  );
}
