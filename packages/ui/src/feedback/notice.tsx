import clsx from 'clsx';
import type { ReactNode } from 'react';

import styles from './notice.module.css';

export interface NoticeProps {
  /** `info` says what is; `done` what is finished; `wait` what is under way; `attention` what needs doing. */
  tone?: 'info' | 'done' | 'wait' | 'attention';
  title?: string;
  children: ReactNode;
  /** What to do about it. */
  action?: ReactNode;
  /** `status` is read aloud when convenient, `alert` at once; without it the notice is simply part of the page. */
  role?: 'status' | 'alert';
  className?: string;
}

/** One sentence that says what is, what it means, what to do. */
export function Notice({ tone = 'info', title, children, action, role, className }: NoticeProps) {
  return (
    <div className={clsx(styles.notice, styles[tone], className)} role={role}>
      <div>
        {title !== undefined && <strong>{title}</strong>}
        <div>{children}</div>
      </div>
      {action}
    </div>
  );
}
