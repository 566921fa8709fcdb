import { Button, Notice, ProblemNotice, formatFullDate } from '@xuexi/ui';
import type { Api } from '@xuexi/api-client';

import { useAnswerClaim, useClaimRequests } from '../api/claim-requests';
import { useStrings } from '../use-strings';

import styles from './claim-requests.module.css';

/** Asks whether another account with the same document is one's own; nothing while there is none. */
export function ClaimRequests() {
  const { data } = useClaimRequests();
  return data?.map((request) => <Request key={request.id} request={request} />);
}

function Request({ request: { id, displayNameMasked, region, submittedAt } }: { request: Api['ClaimRequest'] }) {
  const t = useStrings();
  const answer = useAnswerClaim();
  const who = region === null ? t('who', { name: displayNameMasked }) : t('whoOf', { name: displayNameMasked, region });
  return (
    <Notice tone="wait" title={t('title')} role="status">
      <p>{t('text', { date: formatFullDate(submittedAt), who })}</p>
      <ProblemNotice error={answer.error} />
      <div className={styles.answers}>
        <Button variant="secondary" busy={answer.isPending} busyLabel={t('answering')} onClick={() => answer.mutate({ id, mine: true })}>
          {t('mine')}
        </Button>
        <Button variant="quiet" disabled={answer.isPending} onClick={() => answer.mutate({ id, mine: false })}>
          {t('notMine')}
        </Button>
      </div>
    </Notice>
  );
}
