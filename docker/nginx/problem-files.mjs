// Writes what nginx itself has to refuse as the api would: one file of application/problem+json per code, into the folder given.
// The server must have been built.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../apps/server/dist/platform/errors/problem.js';

const CODES = ['malformed_request', 'not_found', 'method_not_allowed', 'payload_too_large', 'unavailable'];

const folder = process.argv[2];
await mkdir(folder, { recursive: true });
await Promise.all(CODES.map((code) => writeFile(join(folder, `${code}.json`), JSON.stringify(new Problem(code)))));
