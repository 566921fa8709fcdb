import { useEffect } from 'react';

import type { Upload } from './uploads/upload';
import { useUploadQueue } from './uploads/use-uploads';
import { useMediaOnceTaken } from './use-media';

/**
 * What was an upload becomes the lesson's content: once the server has taken the file over, the lesson is read anew, and then
 * the upload leaves the list, also where the lesson has got another file meanwhile.
 * @param onChanged reads the lesson anew; the same function on every drawing
 */
export function useHandover(upload: Upload | undefined, onChanged: () => Promise<void>): void {
  const queue = useUploadQueue();
  const sentId = upload?.phase === 'sent' ? upload.mediaId : null;
  const taken = useMediaOnceTaken(sentId);
  useEffect(() => {
    if (!taken) return;
    void onChanged().then(() => {
      const sent = queue.snapshot().find(({ mediaId }) => mediaId === sentId);
      if (sent?.phase === 'sent') queue.forget(sent.lessonId);
    });
  }, [taken, sentId, onChanged, queue]);
}
