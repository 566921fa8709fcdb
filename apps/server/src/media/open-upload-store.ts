import { mkdir } from 'node:fs/promises';
import type { FactoryProvider } from '@nestjs/common';
import { LocalStorage } from '../platform/storage/local-storage.js';
import { S3Storage } from '../platform/storage/s3-storage.js';
import { Storage } from '../platform/storage/storage.js';
import { FreeRoom } from './free-room.js';
import { S3UploadStore } from './s3-upload-store.js';
import { LocalUploadStore, UPLOAD_STORE, type UploadStore } from './upload-store.js';
import { UploadsService } from './uploads.service.js';

/** The store of uploads that belongs to the storage in use: what is whole lies where the storage finds it. */
export async function openUploadStore(storage: Storage, uploads: UploadsService, room: FreeRoom): Promise<UploadStore> {
  const keeper = {
    factsOf: (id: string) => uploads.factsOf(id),
    assertRoom: () => room.assertAny(),
    discard: (id: string) => uploads.discard(id),
  };
  if (storage instanceof S3Storage) return new S3UploadStore(storage, keeper);
  if (!(storage instanceof LocalStorage)) throw new Error('This storage takes no uploads');
  const directory = storage.localPath('uploads');
  await mkdir(directory, { recursive: true });
  return new LocalUploadStore(directory, keeper);
}

/** The store of uploads of an api process or a worker. */
export const uploadStoreProvider: FactoryProvider<UploadStore> = { provide: UPLOAD_STORE, inject: [Storage, UploadsService, FreeRoom], useFactory: openUploadStore };
