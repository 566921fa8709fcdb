import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir } from 'node:fs/promises';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FileStore } from '@tus/file-store';
import { EVENTS, Server, type Upload } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asProblem } from '../platform/errors/problem.filter.js';
import { Problem } from '../platform/errors/problem.js';
import { idSchema } from '../platform/http/schemas.js';
import { newId } from '../platform/ids.js';
import { Storage } from '../platform/storage/storage.js';
import { LessonAccess } from './lesson-access.js';
import { UploadsService } from './uploads.service.js';

export const UPLOADS_PATH = '/api/uploads';
const MAX_BYTES = 8 * 1024 ** 3;

/** The tus 1.0 server: resumable uploads into the storage's uploads folder, each named by its media id. */
@Injectable()
export class TusServer implements OnModuleInit {
  private readonly logger = new Logger(TusServer.name);
  private server: Server;
  private readonly caller = new AsyncLocalStorage<{ accountId: string }>();

  constructor(
    private readonly storage: Storage,
    private readonly uploads: UploadsService,
    private readonly lessons: LessonAccess,
    private readonly adapter: HttpAdapterHost,
  ) {}

  async onModuleInit(): Promise<void> {
    // The body of a chunk is the tus server's to read.
    this.adapter.httpAdapter.getInstance<FastifyInstance>().addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
    const directory = await this.storage.localPath('uploads');
    await mkdir(directory, { recursive: true });
    this.server = new Server({
      path: UPLOADS_PATH,
      relativeLocation: true,
      maxSize: MAX_BYTES,
      datastore: new FileStore({ directory }),
      // The video is made from the file, and made again from it.
      disableTerminationForFinishedUploads: true,
      namingFunction: () => newId(),
      onUploadCreate: async (_request, upload) => this.begin(upload),
      onUploadFinish: async (_request, upload) => {
        await this.uploads.finish(upload.id);
        return {};
      },
      onResponseError: (_request, error) => this.answerOf(error),
    });
    this.server.on(EVENTS.POST_TERMINATE, (_request, _response, id: string) => {
      this.uploads.discard(id).catch((error: unknown) => this.logger.warn({ err: error, mediaId: id }, 'an upload that was given up is still listed'));
    });
  }

  /** Answers one request of the protocol for a caller who may make it. */
  async handle(accountId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    await this.caller.run({ accountId }, () => this.server.handle(request.raw, reply.raw));
  }

  private async begin(upload: Upload): Promise<{ metadata?: Upload['metadata'] }> {
    const accountId = this.caller.getStore()?.accountId;
    const lessonId = upload.metadata?.lessonId ?? '';
    if (!accountId || !idSchema.safeParse(lessonId).success) throw new Problem('not_found');
    await this.lessons.beginUpload(accountId, lessonId);
    await this.uploads.begin({ mediaId: upload.id, accountId, lessonId, fileName: upload.metadata?.filename ?? '未命名', bytes: upload.size ?? 0 });
    return {};
  }

  /** What is the protocol's own (a wrong offset, a missing header) tus says in its own words; the rest is a problem like any other. */
  private answerOf(error: Error | { status_code: number; body: string }): { status_code: number; body: string } | undefined {
    const tooLarge = 'status_code' in error && error.status_code === 413;
    if ('status_code' in error && !tooLarge) return undefined;
    const problem = tooLarge ? new Problem('upload_too_large') : asProblem(error);
    if (problem.status >= 500) this.logger.error({ err: error }, problem.code);
    return { status_code: problem.status, body: JSON.stringify(problem) };
  }
}
