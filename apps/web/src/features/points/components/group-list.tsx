import { Button, Card, Dialog, EmptyState, Loading, ProblemNotice, SkeletonText, Tag, TextLink, formatCount } from '@xuexi/ui';
import clsx from 'clsx';
import { useState } from 'react';
import { Link } from 'react-router';

import { type Group, useGroups, useMembership } from '../api/points';
import { useStrings } from '../use-strings';

import styles from './groups.module.css';

/** The learning groups of the own district, with what one can do in each. */
export function GroupList() {
  const t = useStrings();
  const groups = useGroups();
  if (groups.isLoadingError) return <ProblemNotice error={groups.error} onRetry={() => void groups.refetch()} />;
  if (groups.data === undefined) {
    return (
      <Card>
        <Loading>
          <SkeletonText lines={4} />
        </Loading>
      </Card>
    );
  }
  if (groups.data.length === 0) return <EmptyState title={t('groups.none')}>{t('groups.noneText')}</EmptyState>;
  return (
    <ul className={styles.list}>
      {groups.data.map((group) => (
        <li key={group.id}>
          <GroupCard group={group} />
        </li>
      ))}
    </ul>
  );
}

function GroupCard({ group }: { group: Group }) {
  const t = useStrings();
  const membership = useMembership(group.id);
  const [closing, setClosing] = useState(false);
  const { name, about, place, members, own } = group;
  return (
    <Card as="article" className={styles.group}>
      <h2>
        {own ? (
          <TextLink as={Link} to={`/rankings?board=group&id=${group.id}`}>
            {name}
          </TextLink>
        ) : (
          name
        )}
        {own && <Tag tone="bamboo">{t(`groups.${own}`)}</Tag>}
      </h2>
      {about !== '' && <p>{about}</p>}
      <p className={styles.facts}>{t('groups.facts', { place, members: formatCount(members) })}</p>
      <ProblemNotice error={membership.error} />
      {own === null && (
        <Button variant="secondary" busy={membership.isPending} busyLabel={t('saving')} onClick={() => membership.mutate('join')} aria-label={t('groups.joinOf', { name })}>
          {t('groups.join')}
        </Button>
      )}
      {own === 'member' && (
        <Button variant="quiet" className={styles.leave} busy={membership.isPending} busyLabel={t('saving')} onClick={() => membership.mutate('leave')} aria-label={t('groups.leaveOf', { name })}>
          {t('groups.leave')}
        </Button>
      )}
      {own === 'founder' && (
        <Button variant="quiet" className={clsx(styles.leave, styles.close)} onClick={() => setClosing(true)} aria-label={t('groups.closeOf', { name })}>
          {t('groups.close')}
        </Button>
      )}
      <Dialog open={closing} title={t('groups.closeOf', { name })} onDismiss={() => setClosing(false)}>
        <p>{t('groups.closeText')}</p>
        <Button busy={membership.isPending} busyLabel={t('saving')} onClick={() => membership.mutate('close', { onSettled: () => setClosing(false) })}>
          {t('groups.close')}
        </Button>
        <Button variant="secondary" onClick={() => setClosing(false)}>
          {t('groups.keep')}
        </Button>
      </Dialog>
    </Card>
  );
}
