import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';

import { isUnderWay, isUnfinished, type Upload } from './upload';
import type { UploadQueue } from './upload-queue';

const UploadQueueContext = createContext<UploadQueue | null>(null);

/** Gives the pages below it the uploads of this visit. */
export const UploadQueueProvider = UploadQueueContext.Provider;

/** The uploads of this visit. */
export function useUploadQueue(): UploadQueue {
  const queue = useContext(UploadQueueContext);
  if (queue === null) throw new Error('useUploadQueue needs an UploadQueueProvider above it');
  return queue;
}

/** All uploads as they stand. */
export function useUploads(): readonly Upload[] {
  const queue = useUploadQueue();
  return useSyncExternalStore(queue.subscribe, queue.snapshot);
}

/** The upload of a lesson, if one is on the list. */
export function useLessonUpload(lessonId: string): Upload | undefined {
  return useUploads().find((upload) => upload.lessonId === lessonId);
}

/** The lessons whose file is waiting to be sent, on its way, or just arrived; a paused or refused one waits for the instructor. */
export function useUploadingLessons(): ReadonlySet<string> {
  return new Set(useUploads().filter((upload) => isUnderWay(upload) || upload.phase === 'waiting' || upload.phase === 'sent').map(({ lessonId }) => lessonId));
}

/** While bytes are still to be sent, the browser asks before it leaves; when the line is back, sending goes on at once. */
export function useUploadKeeper(): void {
  const queue = useUploadQueue();
  const unfinished = useUploads().some(isUnfinished);
  useEffect(() => {
    window.addEventListener('online', queue.reconnect);
    return () => window.removeEventListener('online', queue.reconnect);
  }, [queue]);
  useEffect(() => {
    if (!unfinished) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unfinished]);
}
