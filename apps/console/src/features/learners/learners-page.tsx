import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';

import { EmptyState, Loading, ProblemNotice, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Button, LinkButton } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';

import { type LearnerAddress, addressOf, parseAddress } from './learner-address';
import { LearnerFilters } from './learner-filters';
import { LearnerSearch } from './learner-search';
import { LearnerTable } from './learner-table';
import styles from './learners-page.module.css';
import { useLearnerList, useLearnerSearch } from './use-learners';

/** The cursors of the pages before, for the way back; kept with the browser's history. */
interface WayBack {
  before: readonly (string | undefined)[];
}

/** 学员: the learners of one's regions, masked, found by filters or by a number. */
export function LearnersPage() {
  const { t } = useTranslation('learners');
  const navigate = useNavigate();
  const scope = useScopePath('learners.read');
  const [params] = useSearchParams();
  const address = parseAddress(params);
  const search = useLearnerSearch();
  const go = (change: Partial<LearnerAddress>) => {
    search.reset();
    void navigate(addressOf({ ...address, cursor: undefined, ...change }));
  };
  return (
    <>
      <PageHead path={scope} title={t('title')} lead={t('lead')} />
      <Panel title={t('find')}>
        <LearnerSearch q={address.q} busy={search.isPending} onName={(q) => go({ q })} onNumber={(number) => search.mutate(number)} />
        <LearnerFilters address={address} onChange={go} />
      </Panel>
      <ProblemNotice error={search.error} />
      {search.data === undefined ? <List address={address} /> : <Found learners={search.data} onDone={() => search.reset()} />}
    </>
  );
}

function List({ address }: { address: LearnerAddress }) {
  const { t } = useTranslation('learners');
  const { regions, ...query } = address;
  const learners = useLearnerList({ ...query, regionId: regions.at(-1) });
  const before = (useLocation().state as WayBack | null)?.before ?? [];
  const previous = address.cursor === undefined ? null : { cursor: before.at(-1), before: before.slice(0, -1) };
  return (
    <Answer query={learners} skeleton={<Loading><SkeletonText lines={12} /></Loading>}>
      {({ items, nextCursor }) =>
        items.length === 0 ? (
          <EmptyState title={t('empty')}>{t('emptyDetail')}</EmptyState>
        ) : (
          <Panel title={t('list')}>
            <LearnerTable learners={items} />
            <nav className={styles.pager} aria-label={t('pager')}>
              {previous !== null && (
                <LinkButton variant="secondary" small to={addressOf({ ...address, cursor: previous.cursor })} state={{ before: previous.before } satisfies WayBack}>
                  {t('previous')}
                </LinkButton>
              )}
              {nextCursor !== null && (
                <LinkButton variant="secondary" small to={addressOf({ ...address, cursor: nextCursor })} state={{ before: [...before, address.cursor] } satisfies WayBack}>
                  {t('next')}
                </LinkButton>
              )}
            </nav>
          </Panel>
        )
      }
    </Answer>
  );
}

function Found({ learners, onDone }: { learners: Parameters<typeof LearnerTable>[0]['learners']; onDone: () => void }) {
  const { t } = useTranslation('learners');
  const back = (
    <Button variant="quiet" small onClick={onDone}>
      {t('backToList')}
    </Button>
  );
  if (learners.length === 0) {
    return (
      <EmptyState title={t('notFound')} action={back}>
        {t('notFoundDetail')}
      </EmptyState>
    );
  }
  return (
    <Panel title={t('found')} aside={back}>
      <LearnerTable learners={learners} />
    </Panel>
  );
}
