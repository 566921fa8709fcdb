import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { EmptyState, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { LinkButton, Select } from '../../components/controls';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { useScopePath } from '../../components/use-scope-path';

import { BatchApproval } from './batch-approval';
import { ClaimTable } from './claim-table';
import styles from './claims-page.module.css';
import { type RealNameClaim, useClaims } from './use-claims';

const STATES = ['pending', 'verified', 'rejected', 'withdrawn', 'merged'] as const;

/** 实名核对: the claims of one's regions, to be approved or sent back. */
export function ClaimsPage() {
  const { t } = useTranslation('realName');
  const scope = useScopePath('real_name.review');
  const [params, setParams] = useSearchParams();
  const state = STATES.find((each) => each === params.get('state')) ?? 'pending';
  const cursor = params.get('cursor') ?? undefined;
  const claims = useClaims({ state, cursor });
  return (
    <>
      <PageHead
        path={scope}
        title={t('title')}
        lead={t('lead')}
        actions={
          <Select compact aria-label={t('stateLabel')} value={state} onChange={(event) => setParams({ state: event.target.value })}>
            {STATES.map((each) => (
              <option key={each} value={each}>
                {t(`states.${each}`)}
              </option>
            ))}
          </Select>
        }
      />
      <Answer query={claims} skeleton={<Loading><SkeletonText lines={10} /></Loading>}>
        {({ items, nextCursor }) => (
          <>
            <Queue key={state} state={state} claims={items} />
            <nav className={styles.pager} aria-label={t('pager')}>
              {cursor !== undefined && (
                <LinkButton variant="secondary" small to={`?state=${state}`}>
                  {t('first')}
                </LinkButton>
              )}
              {nextCursor !== null && (
                <LinkButton variant="secondary" small to={`?state=${state}&cursor=${nextCursor}`}>
                  {t('next')}
                </LinkButton>
              )}
            </nav>
          </>
        )}
      </Answer>
    </>
  );
}

function Queue({ state, claims }: { state: RealNameClaim['state']; claims: readonly RealNameClaim[] }) {
  const { t } = useTranslation('realName');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const present = claims.filter(({ id }) => picked.has(id)).map(({ id }) => id);
  const pick = (id: string) => setPicked((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  const pending = state === 'pending';
  const content =
    claims.length === 0 ? (
      <EmptyState title={t(pending ? 'empty' : 'emptyOther')}>{t(pending ? 'emptyDetail' : 'emptyOtherDetail')}</EmptyState>
    ) : (
      <Panel title={t('list')}>
        <ClaimTable claims={claims} pending={pending} picked={picked} onPick={pick} />
      </Panel>
    );
  return (
    <>
      {pending && <BatchApproval ids={present} onDone={() => setPicked(new Set())} />}
      {content}
    </>
  );
}
