import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { withinScope } from '../../platform/auth/scope.js';
import { Clock } from '../../platform/clock.js';
import { opening, sealing } from '../../platform/crypto/file-cipher.js';
import { Kms, keyOwner } from '../../platform/crypto/kms.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { Storage } from '../../platform/storage/storage.js';
import { CreditDocument } from './credit-document.entity.js';
import { keyOfDocument } from './document-files.js';
import type { DocumentDto } from './corrections.dto.js';

export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

/** What a paper may be, by how its file begins. */
const TYPES: readonly { contentType: string; magic: string }[] = [
  { contentType: 'application/pdf', magic: '255044462d' },
  { contentType: 'image/jpeg', magic: 'ffd8ff' },
  { contentType: 'image/png', magic: '89504e470d0a1a0a' },
];

/** The papers that corrections rest on. They are scans of people's documents: in the storage only encrypted, each with a key of its own. */
@Injectable()
export class CreditDocuments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly kms: Kms,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem invalid_input for what is no PDF, JPEG or PNG */
  async store(accountId: string, name: string, content: Buffer): Promise<DocumentDto> {
    const type = TYPES.find(({ magic }) => content.toString('hex', 0, magic.length / 2) === magic);
    if (!type) throw new Problem('invalid_input', [{ field: 'file', message: '请选择 PDF、JPG 或 PNG 文件' }]);
    const id = newId();
    const storageKey = keyOfDocument(id);
    const dataKey = randomBytes(32);
    await this.storage.write(storageKey, Readable.from([content]).compose(sealing(dataKey, storageKey)));
    const row: CreditDocument = {
      id,
      name,
      contentType: type.contentType,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      storageKey,
      dataKey: await this.kms.wrap(dataKey, keyOwner.creditDocument(id)),
      uploadedBy: accountId,
      uploadedAt: this.clock.date(),
    };
    await this.dataSource.manager.insert(CreditDocument, row);
    return { id, name, bytes: row.bytes };
  }

  /** @throws Problem invalid_input unless the account has uploaded it */
  async assertOwn(tx: EntityManager, id: string, accountId: string): Promise<void> {
    // Locked, so that the sweeper does not remove what is just being used.
    const own = await tx.findOne(CreditDocument, { where: { id, uploadedBy: accountId }, lock: { mode: 'pessimistic_read' } });
    if (!own) throw new Problem('invalid_input', [{ field: 'documentId', message: '请重新上传文件' }]);
  }

  /** A document of a correction within the caller's regions. @throws Problem not_found */
  async read(caller: Principal, id: string): Promise<{ document: CreditDocument; content: Buffer }> {
    const scope = withinScope('region_path', caller.scope('credits.read'));
    const used: unknown[] = await this.dataSource.query(`SELECT 1 FROM credit_correction WHERE document_id = ? AND ${scope.sql} LIMIT 1`, [id, ...scope.params]);
    const document = used.length === 0 ? null : await this.dataSource.manager.findOneBy(CreditDocument, { id });
    if (!document) throw new Problem('not_found');
    const dataKey = await this.kms.unwrap(document.dataKey, keyOwner.creditDocument(id));
    const sealed = await this.storage.read(document.storageKey);
    return { document, content: await buffer(sealed.compose(opening(dataKey, document.storageKey))) };
  }
}
