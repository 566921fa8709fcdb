import { useTranslation } from 'react-i18next';

import { Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { PageHead } from '../../components/page-head';
import { useScopePath } from '../../components/use-scope-path';

import { AlarmsPanel } from './alarms-panel';
import { ReconciliationPanel } from './reconciliation-panel';
import { RootsPanel } from './roots-panel';
import { useCreditRoots, useReconciliations } from './use-ledger';

/** 学分核对: what last night's comparison found, what somebody must look at, and what shows whether the ledger was changed. */
export function LedgerPage() {
  const { t } = useTranslation('ledger');
  const reconciliations = useReconciliations();
  const roots = useCreditRoots();
  const scope = useScopePath('ledger.audit');
  const skeleton = <Loading><SkeletonText lines={5} /></Loading>;
  return (
    <>
      <PageHead path={scope} title={t('title')} lead={t('lead')} />
      <Answer query={reconciliations} skeleton={skeleton}>
        {(nights) => <ReconciliationPanel nights={nights} />}
      </Answer>
      <AlarmsPanel nights={reconciliations.data} />
      <Answer query={roots} skeleton={skeleton}>
        {(days) => <RootsPanel {...days} />}
      </Answer>
    </>
  );
}
