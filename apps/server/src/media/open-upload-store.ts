import { mkdir } from 'node:fs/promises';
import { LocalStorage } from '../platform/storage/local-storage.js';
import { S3Storage } from '../platform/storage/s3-storage.js';
import type { Storage } from '../platform/storage/storage.js';
import { S3UploadStore } from './s3-upload-store.js';
import { LocalUploadStore, type UploadKeeper, type UploadStore } from './upload-store.js';

/** The store of uploads that belongs to the storage in use: what is whole lies where the storage finds it. */
export async function openUploadStore(storage: Storage, keeper: UploadKeeper): Promise<UploadStore> {
  if (storage instanceof S3Storage) return new S3UploadStore(storage, keeper);
  if (!(storage instanceof LocalStorage)) throw new Error('This storage takes no uploads');
  const directory = storage.localPath('uploads');
  await mkdir(directory, { recursive: true });
  return new LocalUploadStore(directory, keeper);
}
