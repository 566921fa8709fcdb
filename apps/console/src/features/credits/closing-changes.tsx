import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { EmptyState, Loading, SkeletonText, Tag } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { DataTable } from '../../components/data-table';
import { Pager } from '../../components/pager';
import { Panel } from '../../components/panel';
import { formatCreditFigure } from '../../lib/figures';

import { useChanges } from './use-closings';

const TONES = { new: 'cobalt', changed: 'ochre', gone: 'cinnabar' } as const;

/** Whose statements a closing changed, page by page. */
export function ClosingChanges({ id }: { id: string }) {
  const { t } = useTranslation('credits');
  const [search] = useSearchParams();
  const changes = useChanges(id, Math.max(1, Number(search.get('page')) || 1));
  const met = (reached: boolean | null) => (reached === null ? t('history.none') : t(reached ? 'changes.met' : 'changes.notMet'));
  return (
    <Panel title={t('changes.title')}>
      <Answer query={changes} skeleton={<Loading><SkeletonText lines={4} /></Loading>}>
        {({ items, page, pageSize, total }) =>
          total === 0 ? (
            <EmptyState title={t('changes.empty')}>{t('changes.emptyDetail')}</EmptyState>
          ) : (
            <>
              <DataTable
                label={t('changes.title')}
                rows={items}
                rowKey={({ personId }) => personId}
                columns={[
                  { key: 'name', head: t('changes.name'), words: true, cell: ({ name }) => name },
                  { key: 'effect', head: t('changes.effect'), words: true, cell: ({ effect }) => <Tag tone={TONES[effect]}>{t(`changes.effects.${effect}`)}</Tag> },
                  { key: 'before', head: t('changes.before'), cell: ({ beforeCredits }) => (beforeCredits === null ? t('history.none') : formatCreditFigure(beforeCredits)) },
                  { key: 'after', head: t('changes.after'), cell: ({ effect, credits }) => (effect === 'gone' ? t('history.none') : formatCreditFigure(credits)) },
                  { key: 'metBefore', head: t('changes.metBefore'), words: true, cell: (change) => met(change.beforeTargetMet) },
                  { key: 'metAfter', head: t('changes.metAfter'), words: true, cell: (change) => met(change.effect === 'gone' ? null : change.targetMet) },
                ]}
              />
              <Pager page={page} pageSize={pageSize} total={total} linkTo={(next) => `?page=${next}`} />
            </>
          )
        }
      </Answer>
    </Panel>
  );
}
