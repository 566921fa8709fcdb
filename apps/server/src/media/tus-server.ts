import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ServerOptions, Upload } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MEDIA_LIMITS } from '@xuexi/domain';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { asProblem } from '../platform/errors/problem.filter.js';
import { idSchema } from '../platform/http/schemas.js';
import { newId } from '../platform/ids.js';
import { LessonAccess } from './lesson-access.js';
import { ProblemSpeakingTus, problemOfTusError } from './problem-speaking-tus.js';
import { UploadLocker } from './upload-locker.js';
import { UploadRoom } from './upload-room.js';
import { UPLOAD_STORE, type UploadStore } from './upload-store.js';
import { UploadsService } from './uploads.service.js';

export const UPLOADS_PATH = '/api/uploads';
/** In which a device says the SHA-256 of the whole file, at the latest with its last chunk. */
const HASH_HEADER = 'upload-sha256';
/** A request gives way to a later one for the same upload within so long. */
const GIVE_WAY_MS = 1000;

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
type TusRequest = Parameters<NonNullable<ServerOptions['onUploadCreate']>>[0];

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
    @Inject(UPLOAD_STORE) private readonly store: UploadStore,
    private readonly uploads: UploadsService,
    private readonly room: UploadRoom,
    private readonly lessons: LessonAccess,
    private readonly adapter: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    // The body of a chunk is the tus server's to read.
    this.adapter.httpAdapter.getInstance<FastifyInstance>().addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
    this.server = new ProblemSpeakingTus({
      path: UPLOADS_PATH,
      relativeLocation: true,
      maxSize: MEDIA_LIMITS.uploadBytes,
      datastore: this.store,
      // When the line breaks, the library lets go of the lock while the store is still writing what came.
      locker: new UploadLocker(this.dataSource, (id) => this.store.settled(id)),
      lockDrainTimeout: GIVE_WAY_MS,
      // The video is made from the file, and made again from it.
      disableTerminationForFinishedUploads: true,
      namingFunction: () => newId(),
      // tus would take the last part of the whole address, query included: not the id that was checked.
      getFileIdFromRequest: () => this.caller.getStore()?.uploadId ?? undefined,
      onIncomingRequest: async (request, id) => this.takeHash(request, id),
      onUploadCreate: async (request, upload) => this.begin(request, upload),
      onUploadFinish: async (_request, upload) => {
        await this.uploads.finish(upload.id);
        return {};
      },
      onResponseError: (_request, error) => this.answerOf(error),
    });
  }

  /** Answers one request of the protocol for a caller who may make it. */
  async handle(caller: TusCaller, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    try {
      await this.caller.run(caller, () => this.server.handle(request.raw, reply.raw));
    } catch (error) {
      // Nobody else answers a request that was taken from the framework.
      const { status_code: status, body } = this.answerOf(asProblem(error));
      if (!reply.raw.headersSent) reply.raw.writeHead(status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
      reply.raw.end(body);
    }
  }

  private async begin(request: TusRequest, upload: Upload): Promise<{ metadata?: Upload['metadata'] }> {
    const accountId = this.caller.getStore()?.accountId;
    if (!accountId) throw new Problem('not_found');
    const lessonId = upload.metadata?.lessonId ?? '';
    if (!idSchema.safeParse(lessonId).success) throw new Problem('invalid_input', [{ field: 'lessonId', message: '请说明视频属于哪一课' }]);
    const { size } = upload;
    if (size === 0) throw new Problem('upload_empty');
    if (size === undefined) throw new Problem('invalid_input', [{ field: 'Upload-Length', message: '没有说明文件的大小，请重新选择文件' }]);
    const listed = { mediaId: upload.id, accountId, lessonId, fileName: upload.metadata?.filename ?? '未命名', bytes: size, sha256: hashIn(request.headers.get(HASH_HEADER) ?? upload.metadata?.sha256 ?? null) };
    await inTransaction(this.dataSource, async (tx) => {
      await this.lessons.beginUpload(tx, accountId, lessonId);
      await this.room.reserve(tx, accountId, size);
      await this.uploads.begin(tx, listed);
    });
    return {};
  }

  /** Before a chunk: what the device says of the whole file is stored first, so that the file can be whole at any time after. */
  private async takeHash(request: TusRequest, id: string): Promise<void> {
    const sha256 = hashIn(request.headers.get(HASH_HEADER));
    if (sha256 !== null && request.method === 'PATCH') await this.uploads.declare(id, sha256);
  }

  private answerOf(error: object): { status_code: number; body: string } {
    const problem = problemOfTusError(error);
    if (problem.status >= 500) this.logger.error({ err: error }, problem.code);
    return { status_code: problem.status, body: JSON.stringify(problem) };
  }
}

/** The SHA-256 of the whole file as a device says it. @throws Problem invalid_input for anything else */
function hashIn(said: string | null): string | null {
  if (said === null) return null;
  const hash = sha256Schema.safeParse(said.toLowerCase());
  if (!hash.success) throw new Problem('invalid_input', [{ field: HASH_HEADER, message: '校验码应为 64 位十六进制数字，请刷新页面后重新上传' }]);
  return hash.data;
}
