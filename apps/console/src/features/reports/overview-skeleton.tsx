import { Card, Loading, Skeleton, SkeletonText } from '@xuexi/ui';

import styles from './overview.module.css';

/** The overview in the shape of what comes. */
export function OverviewSkeleton() {
  return (
    <Loading className={styles.skeleton}>
      <div className={styles.cards}>
        {Array.from({ length: 4 }, (_, index) => (
          <Card key={index}>
            <SkeletonText lines={4} />
          </Card>
        ))}
      </div>
      <div className={styles.two}>
        <Card>
          <Skeleton width="100%" height="240px" />
        </Card>
        <Card>
          <SkeletonText lines={6} />
        </Card>
      </div>
      <Card>
        <SkeletonText lines={8} />
      </Card>
    </Loading>
  );
}
