import type { Api } from '@xuexi/api-client';

import { DocumentPreview } from './document-preview';
import { VideoPreview } from './video-preview';

/** What the learners will get: a player, or the pages of a document. */
export function MediaPreview({ media, lessonTitle }: { media: Pick<Api['Media'], 'id' | 'kind'>; lessonTitle: string }) {
  return media.kind === 'document' ? <DocumentPreview mediaId={media.id} lessonTitle={lessonTitle} /> : <VideoPreview mediaId={media.id} lessonTitle={lessonTitle} />;
}
