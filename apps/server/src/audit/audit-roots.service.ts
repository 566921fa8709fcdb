import { Injectable } from '@nestjs/common';
import { AuditRoots } from '../platform/audit/audit-roots.js';
import type { AuditRootListDto, AuditRootQuery } from './audit.dto.js';

/** The signed roots of the audit log, for everyone: they tell nothing of what is in it. */
@Injectable()
export class AuditRootsService {
  constructor(private readonly roots: AuditRoots) {}

  /** @returns the newest first */
  async list({ before, limit }: AuditRootQuery): Promise<AuditRootListDto> {
    const { keyId, publicKey } = this.roots.key;
    const roots = await this.roots.latest(limit, before);
    return { keyId, publicKey, items: roots.map((root) => ({ ...root, signedAt: root.signedAt.toISOString() })) };
  }
}
