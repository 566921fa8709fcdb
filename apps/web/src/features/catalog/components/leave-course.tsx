import { Button, Dialog, ProblemNotice } from '@xuexi/ui';
import { useState } from 'react';

import type { CourseData } from '../api/get-course';
import { useLeaveCourse } from '../api/joining';
import { useStrings } from '../use-strings';

import styles from './version-notice.module.css';

/** 退出课程, after it was said what stays. */
export function LeaveCourse({ course }: { course: CourseData }) {
  const t = useStrings();
  const [asking, setAsking] = useState(false);
  const leave = useLeaveCourse(course.id);
  return (
    <div>
      <Button variant="quiet" onClick={() => setAsking(true)}>
        {t('leave.leave')}
      </Button>
      <Dialog open={asking} title={t('leave.title')} onDismiss={() => setAsking(false)}>
        <div className={styles.version}>
          <p>{t('leave.text')}</p>
          {course.joining.rule !== 'open' && <p>{t('leave.back')}</p>}
          <ProblemNotice error={leave.error} />
          <div className={styles.acts}>
            <Button busy={leave.isPending} busyLabel={t('leave.leaving')} onClick={() => leave.mutate(undefined, { onSuccess: () => setAsking(false) })}>
              {t('leave.leave')}
            </Button>
            <Button variant="quiet" onClick={() => setAsking(false)}>
              {t('leave.stay')}
            </Button>
          </div>
        </div>
      </Dialog>
    </div>
  );
}
