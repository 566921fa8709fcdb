import { Button } from '../parts/button';

import { Notice } from './notice';
import { problemSentence } from './problem';

export interface ProblemNoticeProps {
  /** What the API client threw; nothing is shown without one. */
  error: unknown;
  onRetry?: () => void;
  retryLabel?: string;
}

/** What went wrong, as the API says it, and the way to try again. Read aloud at once. */
export function ProblemNotice({ error, onRetry, retryLabel = '再试一次' }: ProblemNoticeProps) {
  if (error === null || error === undefined) return null;
  return (
    <Notice
      tone="attention"
      role="alert"
      action={
        onRetry && (
          <Button variant="quiet" onClick={onRetry}>
            {retryLabel}
          </Button>
        )
      }
    >
      {problemSentence(error)}
    </Notice>
  );
}
