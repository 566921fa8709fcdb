import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from '../platform/errors/problem.js';
import { sendProblem } from '../platform/errors/problem.filter.js';
import { LocalStorage } from '../platform/storage/local-storage.js';
import { Storage } from '../platform/storage/storage.js';
import { MediaLinks } from './media-links.js';

const FILE = /^[0-9A-Za-z_-]+(\/[0-9A-Za-z_-]+)*\.(m3u8|m4s|mp4|jpg|vtt)$/;

/** Serves signed media from local storage, as docker/nginx does in production. Files never change, so caches may keep them. */
export function serveMediaFiles(app: NestFastifyApplication): void {
  const links = app.get(MediaLinks);
  const storage = app.get(Storage);
  if (!(storage instanceof LocalStorage)) return;
  app
    .getHttpAdapter()
    .getInstance()
    .get<{ Params: { expires: string; signature: string; mediaId: string; '*': string } }>('/media/:expires/:signature/:mediaId/*', (request, reply) => {
      const { expires, signature, mediaId, '*': file } = request.params;
      if (!FILE.test(file) || links.check(expires, signature, mediaId) !== 'ok') return sendProblem(reply, new Problem('not_found'));
      return reply.sendFile(`media/${mediaId}/${file}`, storage.root, { maxAge: '4h', immutable: true, cacheControl: true });
    });
}
