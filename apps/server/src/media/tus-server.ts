import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir } from 'node:fs/promises';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FileStore } from '@tus/file-store';
import { EVENTS, type Upload } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { idSchema } from '../platform/http/schemas.js';
import { newId } from '../platform/ids.js';
import { LocalStorage } from '../platform/storage/local-storage.js';
import { Storage } from '../platform/storage/storage.js';
import { LessonAccess } from './lesson-access.js';
import { ProblemSpeakingTus, problemOfTusError } from './problem-speaking-tus.js';
import { UploadsService } from './uploads.service.js';

export const UPLOADS_PATH = '/api/uploads';
const MAX_BYTES = 8 * 1024 ** 3;

/** Who speaks, and of which upload: tus goes by nothing else. */
export interface TusCaller {
  accountId: string;
  /** The upload that was found to be the caller's own; null for a new one. */
  uploadId: string | null;
}

/** The tus 1.0 server: resumable uploads into the storage's uploads folder, each named by its media id. */
@Injectable()
export class TusServer implements OnModuleInit {
  private readonly logger = new Logger(TusServer.name);
  private server: ProblemSpeakingTus;
  private readonly caller = new AsyncLocalStorage<TusCaller>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly uploads: UploadsService,
    private readonly lessons: LessonAccess,
    private readonly adapter: HttpAdapterHost,
  ) {}

  async onModuleInit(): Promise<void> {
    // The body of a chunk is the tus server's to read.
    this.adapter.httpAdapter.getInstance<FastifyInstance>().addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
    if (!(this.storage instanceof LocalStorage)) throw new Error('Uploads are kept in a local storage');
    const directory = this.storage.localPath('uploads');
    await mkdir(directory, { recursive: true });
    this.server = new ProblemSpeakingTus({
      path: UPLOADS_PATH,
      relativeLocation: true,
      maxSize: MAX_BYTES,
      datastore: new FileStore({ directory }),
      // The video is made from the file, and made again from it.
      disableTerminationForFinishedUploads: true,
      namingFunction: () => newId(),
      // tus would take the last part of the whole address, query included: not the id that was checked.
      getFileIdFromRequest: () => this.caller.getStore()?.uploadId ?? undefined,
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
  async handle(caller: TusCaller, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    await this.caller.run(caller, () => this.server.handle(request.raw, reply.raw));
  }

  private async begin(upload: Upload): Promise<{ metadata?: Upload['metadata'] }> {
    const accountId = this.caller.getStore()?.accountId;
    if (!accountId) throw new Problem('not_found');
    const lessonId = upload.metadata?.lessonId ?? '';
    if (!idSchema.safeParse(lessonId).success) throw new Problem('invalid_input', [{ field: 'lessonId', message: '请说明视频属于哪一课' }]);
    if (!upload.size) throw new Problem('invalid_input', [{ field: 'Upload-Length', message: '文件是空的，或者没有说明大小，请重新选择文件' }]);
    const listed = { mediaId: upload.id, accountId, lessonId, fileName: upload.metadata?.filename ?? '未命名', bytes: upload.size };
    await inTransaction(this.dataSource, async (tx) => {
      await this.lessons.beginUpload(tx, accountId, lessonId);
      await this.uploads.begin(tx, listed);
    });
    return {};
  }

  private answerOf(error: object): { status_code: number; body: string } {
    const problem = problemOfTusError(error);
    if (problem.status >= 500) this.logger.error({ err: error }, problem.code);
    return { status_code: problem.status, body: JSON.stringify(problem) };
  }
}
