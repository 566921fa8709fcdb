import { Card, Loading, ProblemNotice, SkeletonText } from '@xuexi/ui';

import { SettingsPage } from '../../components/settings-page';
import { usePoints } from '../../features/points/api/points';
import { PointEntries, PointRules, PointsSummary } from '../../features/points/components/points-summary';
import { useStrings } from '../../features/points/use-strings';

/** 积分: how many, which rank, and what earns what. */
export default function PointsPage() {
  const t = useStrings();
  const points = usePoints();
  return (
    <SettingsPage title={t('points.title')} lead={t('points.lead')} back={{ to: '/me', label: t('back') }}>
      {points.isLoadingError && <ProblemNotice error={points.error} onRetry={() => void points.refetch()} />}
      {points.isPending && (
        <Card>
          <Loading>
            <SkeletonText lines={4} />
          </Loading>
        </Card>
      )}
      {points.data && (
        <>
          <PointsSummary points={points.data} />
          <PointEntries points={points.data} />
          <PointRules points={points.data} />
        </>
      )}
    </SettingsPage>
  );
}
