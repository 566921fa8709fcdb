import { LocalStorage } from './local-storage.js';
import { S3Storage } from './s3-storage.js';
import type { Scratch } from './scratch.js';
import { type S3Access, s3LocationOf } from './storage-location.js';
import type { Storage } from './storage.js';

/**
 * The storage that an address of STORAGE_URL names.
 * @param access for s3: addresses
 * @throws Error where they need one and there is none
 */
export function openStorage(url: URL, access: S3Access | null, scratch: Scratch): Storage {
  if (url.protocol !== 's3:') return new LocalStorage(url);
  if (access === null) throw new Error('Secret storage-access.key is missing');
  return new S3Storage(s3LocationOf(url), access, scratch);
}
