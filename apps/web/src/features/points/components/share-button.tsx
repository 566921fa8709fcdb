import { useState } from 'react';

import { Button } from '@xuexi/ui';

import { useMe } from '../../../lib/session';

import { useShared } from '../api/points';
import { useStrings } from '../use-strings';

/** 分享: hands the course's bare address to the phone's own sharing, or copies it. It says nothing of who shares it. */
export function ShareButton({ courseId, title }: { courseId: string; title: string }) {
  const t = useStrings();
  const me = useMe();
  const shared = useShared(courseId);
  const [done, setDone] = useState<'shared' | 'copied' | 'failed'>();
  const url = `${location.origin}/courses/${courseId}`;
  const share = async () => {
    const outcome = await handOver({ title, url });
    if (outcome === 'left') return;
    setDone(outcome);
    if (outcome !== 'failed' && me) shared.mutate();
  };
  return (
    <>
      <Button variant="secondary" onClick={() => void share()}>
        {t('share.act')}
      </Button>
      {done !== undefined && (
        <span role="status">
          {t(`share.${done}`, { url })}
          {shared.data !== undefined && shared.data.earned > 0 && t('share.earned', { points: shared.data.earned })}
        </span>
      )}
    </>
  );
}

/** `left`: the person thought better of it. */
async function handOver(data: { title: string; url: string }): Promise<'shared' | 'copied' | 'failed' | 'left'> {
  // Only what is served securely can share or copy by itself.
  const { share, clipboard } = navigator as Partial<Pick<Navigator, 'share' | 'clipboard'>>;
  try {
    if (share) {
      await share.call(navigator, data);
      return 'shared';
    }
    if (!clipboard) return 'failed';
    await clipboard.writeText(data.url);
    return 'copied';
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'left' : 'failed';
  }
}
