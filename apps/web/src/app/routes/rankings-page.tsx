import { RANKING_BOARDS } from '@xuexi/domain';
import { Card, Loading, PillLink, Pills, ProblemNotice, SkeletonText } from '@xuexi/ui';
import { Link, useSearchParams } from 'react-router';

import { SettingsPage } from '../../components/settings-page';
import { useRanking } from '../../features/points/api/points';
import { OptOut } from '../../features/points/components/opt-out';
import { RankingTable } from '../../features/points/components/ranking-table';
import { useStrings } from '../../features/points/use-strings';

/** 学分排行榜: of the community, the street, the organisation, the groups. Which one stands in the address. */
export default function RankingsPage() {
  const t = useStrings();
  const [params] = useSearchParams();
  const kind = RANKING_BOARDS.find((board) => board === params.get('board')) ?? 'community';
  const ranking = useRanking(kind, params.get('id') ?? undefined);
  return (
    <SettingsPage title={t('ranking.title')} lead={t('ranking.lead')} back={{ to: '/me', label: t('back') }}>
      {ranking.isLoadingError && <ProblemNotice error={ranking.error} onRetry={() => void ranking.refetch()} />}
      {ranking.isPending && (
        <Card>
          <Loading>
            <SkeletonText lines={6} />
          </Loading>
        </Card>
      )}
      {ranking.data && (
        <>
          {ranking.data.boards.length > 0 && (
            <Pills aria-label={t('ranking.boards')}>
              {ranking.data.boards.map((board) => (
                <PillLink key={board.id} as={Link} to={`/rankings?board=${board.kind}&id=${board.id}`} current={board.id === ranking.data.board?.id} replace>
                  {board.kind === 'group' ? board.name : t(`ranking.${board.kind}`)}
                </PillLink>
              ))}
            </Pills>
          )}
          <RankingTable ranking={ranking.data} />
          <OptOut optedOut={ranking.data.optedOut} />
        </>
      )}
    </SettingsPage>
  );
}
