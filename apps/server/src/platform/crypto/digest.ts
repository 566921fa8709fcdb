import { hash } from 'node:crypto';
import type { Digest } from '@xuexi/domain';

/** The same SHA-256 as the domain's own, from OpenSSL. */
export const digest: Digest = (text) => hash('sha256', text, 'hex');
