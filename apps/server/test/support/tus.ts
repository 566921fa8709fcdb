import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Agent, Answer } from './agent.js';
import type { World } from './world.js';

export const TUS = { 'tus-resumable': '1.0.0' };
export const CHUNK = { ...TUS, 'content-type': 'application/offset+octet-stream' };

/** Begins an upload; `headers` take the place of its length. */
export function begin(agent: Agent, bytes: number, metadata: Record<string, string>, headers: Record<string, string> = { 'upload-length': String(bytes) }): Promise<Answer<unknown>> {
  const pairs = Object.entries(metadata).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
  return agent.send({ method: 'POST', path: '/api/uploads', headers: { ...TUS, ...headers, 'upload-metadata': pairs.join(',') } });
}

export function append(agent: Agent, location: string, offset: number, bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Answer<unknown>> {
  return agent.send({ method: 'PATCH', path: location, headers: { ...CHUNK, 'upload-offset': String(offset), ...headers }, payload: bytes });
}

/** What a device says with the last chunk, at the latest: the SHA-256 of the whole file. */
export function hashOf(file: Uint8Array): Record<string, string> {
  return { 'upload-sha256': createHash('sha256').update(file).digest('hex') };
}

export const locationOf = (created: Answer<unknown>): string => String(created.headers.get('location'));
export const mediaIdOf = (location: string): string => location.split('/').at(-1)!;

/** The stored file of an upload. */
export function fileOf(world: World, location: string): string {
  return join(fileURLToPath(world.config.storageUrl), 'uploads', mediaIdOf(location));
}
