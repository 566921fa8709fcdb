import { Button, Card, EmptyState, Loading, ProblemNotice, SkeletonText, Tag, TextLink, formatDateTime } from '@xuexi/ui';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';

import { type Notice, useNotices, useReadNotices } from '../api/notices';
import { sayingOf } from '../saying-of';
import { useStrings } from '../use-strings';

import styles from './notice-list.module.css';

const STEP = 20;
/** As many as the API hands out at once. */
const MOST = 100;

/** Messages, the newest first. What is shown counts as read the next time. */
export function NoticeList() {
  const t = useStrings();
  const [shown, setShown] = useState(STEP);
  const notices = useNotices(shown);
  const { mutate } = useReadNotices();
  const newest = notices.data?.items.find(({ read }) => !read)?.id;
  useEffect(() => {
    if (newest !== undefined) mutate(newest);
  }, [newest, mutate]);
  if (notices.isLoadingError) return <ProblemNotice error={notices.error} onRetry={() => void notices.refetch()} />;
  if (notices.data === undefined) {
    return (
      <Card>
        <Loading>
          <SkeletonText lines={4} />
        </Loading>
      </Card>
    );
  }
  const { items, total } = notices.data;
  if (items.length === 0) return <EmptyState title={t('none')}>{t('noneText')}</EmptyState>;
  const left = Math.min(total, MOST) - items.length;
  return (
    <>
      <Card padding="none">
        <ul className={styles.list}>
          {items.map((notice) => (
            <Message key={notice.id} notice={notice} />
          ))}
        </ul>
      </Card>
      {left > 0 && (
        <Button variant="secondary" busy={notices.isPlaceholderData} busyLabel={t('opening')} onClick={() => setShown(Math.min(shown + STEP, MOST))}>
          {t('more', { count: Math.min(left, STEP) })}
        </Button>
      )}
    </>
  );
}

function Message({ notice }: { notice: Notice }) {
  const t = useStrings();
  const { title, text, link } = sayingOf(notice, t);
  return (
    <li>
      <h2 className={styles.title}>
        {title} {!notice.read && <Tag tone="cobalt">{t('unread')}</Tag>}
      </h2>
      <p>{text}</p>
      <p className={styles.when}>{formatDateTime(notice.createdAt)}</p>
      <TextLink as={Link} to={link.to} aria-label={`${link.label}：${text}`}>
        {link.label}
      </TextLink>
    </li>
  );
}
