import { newId } from '../platform/ids.js';
import type { StorageCheck } from './storage-check.entity.js';

/** A check that waits for the worker. @param requestedBy null for the scheduled one */
export function newCheck(now: Date, requestedBy: string | null): StorageCheck {
  return {
    id: newId(),
    state: 'queued',
    active: 1,
    requestedBy,
    startedAt: now,
    heartbeatAt: now,
    endedAt: null,
    files: 0,
    bytes: 0,
    shares: [],
    missing: 0,
    strays: 0,
    strayBytes: 0,
    findings: [],
    repairedAt: null,
    repairedBy: null,
    repair: null,
  };
}
