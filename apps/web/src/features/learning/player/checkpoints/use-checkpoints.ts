import { useQuery } from '@tanstack/react-query';
import type { Api } from '@xuexi/api-client';
import { useEffect, useState } from 'react';

import { api, take } from '../../../../lib/api';

export type Checkpoint = Api['Checkpoint'];

/** Further than playing gets between two looks, in seconds: a seek, which passes questions unasked. */
const LEAP = 3;

/**
 * Stops the video where a question is to be asked, once each until it was answered right. It only pauses and plays: what is
 * reported and what counts go on as with any other pause.
 */
export function useCheckpoints(lessonVersionId: string, video: HTMLVideoElement | null): { asked: Checkpoint | null; goOn: () => void } {
  const [asked, setAsked] = useState<Checkpoint | null>(null);
  const { data } = useQuery({
    queryKey: ['checkpoints', lessonVersionId],
    queryFn: async () => (await take(api.GET('/api/lesson-versions/{id}/checkpoints', { params: { path: { id: lessonVersionId } } }))).items,
    staleTime: Infinity,
    gcTime: 0,
  });
  useEffect(() => {
    const open = new Set(data?.filter(({ answered }) => !answered));
    if (video === null || open.size === 0) return undefined;
    let before = video.currentTime;
    const look = () => {
      const now = video.currentTime;
      const passed = video.seeking || now - before > LEAP ? undefined : [...open].find(({ atSecond }) => before <= atSecond && atSecond < now);
      before = now;
      if (passed === undefined) return;
      open.delete(passed);
      video.pause();
      setAsked(passed);
    };
    const leap = () => {
      before = video.currentTime;
    };
    video.addEventListener('timeupdate', look);
    video.addEventListener('seeked', leap);
    return () => {
      video.removeEventListener('timeupdate', look);
      video.removeEventListener('seeked', leap);
    };
  }, [video, data]);
  const goOn = () => {
    setAsked(null);
    void video?.play().catch(() => undefined);
  };
  return { asked, goOn };
}
