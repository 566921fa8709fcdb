import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isStorageKey } from './storage.js';

/** A bucket of an S3-compatible store, or a folder in one. */
export interface S3Location {
  bucket: string;
  /** Empty, or the folder with a slash at its end. */
  prefix: string;
  /** Null: Amazon's own of the region. */
  endpoint: string | null;
  region: string;
  /** The bucket is named in the path instead of the host. */
  pathStyle: boolean;
}

/** With what the bucket is entered. */
export interface S3Access {
  accessKeyId: string;
  secretAccessKey: string;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PARAMETERS = new Set(['endpoint', 'region', 'path-style']);

/**
 * Reads `s3://bucket/folder?endpoint=https://…&region=…&path-style=1`.
 * @throws Error that says what is wrong
 */
export function s3LocationOf(url: URL): S3Location {
  if (url.username !== '' || url.password !== '') throw new Error('keys of access belong into storage-access.key, not into the address');
  if (!BUCKET.test(url.host)) throw new Error('the bucket is missing: s3://bucket/folder');
  const folder = url.pathname.replace(/^\/|\/$/g, '');
  if (folder !== '' && !isStorageKey(folder)) throw new Error('the folder in the bucket consists of letters, digits and ._-');
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.has(name));
  if (unknown !== undefined) throw new Error(`${unknown} is unknown; known are ${[...PARAMETERS].join(', ')}`);
  const endpoint = url.searchParams.get('endpoint');
  if (endpoint !== null && !(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol))) throw new Error('endpoint is not an address of http or https');
  return {
    bucket: url.host,
    prefix: folder === '' ? '' : `${folder}/`,
    endpoint,
    region: url.searchParams.get('region') ?? 'us-east-1',
    pathStyle: url.searchParams.get('path-style') === '1',
  };
}

const ACCESS_FILE = 'storage-access.key';

/**
 * Reads the two lines of storage-access.key: the id of the access key and its secret.
 * @throws Error that names the file, when it is missing or has not two lines
 */
export function readS3Access(secretsDir: string): S3Access {
  const [accessKeyId = '', secretAccessKey = '', ...rest] = readFileSync(join(secretsDir, ACCESS_FILE), 'utf8').trim().split(/\s*\n\s*/);
  if (accessKeyId === '' || secretAccessKey === '' || rest.length > 0) throw new Error(`Secret ${ACCESS_FILE} must have two lines: the id of the access key and its secret`);
  return { accessKeyId, secretAccessKey };
}
