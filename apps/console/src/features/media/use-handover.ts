import { useEffect } from 'react';

import type { Upload } from './uploads/upload';
import { useUploadQueue } from './uploads/use-uploads';
import { type Media, useMediaOnceTaken } from './use-media';

/**
 * What was an upload becomes the lesson's video: once the server has taken the file over, the page is told to read the lesson
 * anew, and once the lesson has the video, the upload leaves the list.
 */
export function useHandover(upload: Upload | undefined, media: Media | null, onChanged: () => void): void {
  const queue = useUploadQueue();
  const sentId = upload?.phase === 'sent' ? upload.mediaId : null;
  const taken = useMediaOnceTaken(sentId);
  const arrived = sentId !== null && media?.id === sentId && media.state !== 'uploading';
  useEffect(() => {
    if (taken) onChanged();
  }, [taken, onChanged]);
  useEffect(() => {
    if (arrived && upload !== undefined) queue.forget(upload.lessonId);
  }, [arrived, upload, queue]);
}
