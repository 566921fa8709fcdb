import { text } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../platform/auth/principal.js';
import { Problem } from '../platform/errors/problem.js';
import { Storage } from '../platform/storage/storage.js';
import type { DocumentDto } from './media.dto.js';
import type { Media } from './media.entity.js';
import { MediaLinks, type Viewer } from './media-links.js';
import { MediaRepository } from './media.repository.js';
import { MediaService } from './media.service.js';
import { assertNotTakenDown } from './taken-down.js';

/** Documents of lessons: the addresses of their pages, and what is written on them, for those who may read. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly repository: MediaRepository,
    private readonly media: MediaService,
    private readonly links: MediaLinks,
    private readonly storage: Storage,
  ) {}

  /** A document for those who may look at it outside of learning. @throws Problem not_found, media_not_ready, media_taken_down */
  async preview(caller: Principal, id: string, sessionToken: string): Promise<DocumentDto> {
    return this.describe(await this.media.readable(caller, id), { sessionToken, playSession: 'preview' });
  }

  /**
   * A document for one reader; the caller has made sure that it may be read.
   * @throws Problem not_found (it is none), media_not_ready, media_taken_down
   */
  async open(id: string, sessionToken: string): Promise<DocumentDto> {
    const media = await this.repository.byId(id);
    if (!media) throw new Problem('not_found');
    return this.describe(media, { sessionToken, playSession: 'reading' });
  }

  private async describe(media: Media, viewer: Viewer): Promise<DocumentDto> {
    const { id, kind, output, outputPrefix } = media;
    if (kind !== 'document') throw new Problem('not_found');
    assertNotTakenDown(media);
    if (!output || !('pages' in output) || !outputPrefix) throw new Problem('media_not_ready');
    const texts = JSON.parse(await text(await this.storage.read(`${outputPrefix}/${output.textFile}`))) as string[];
    const addressOf = this.links.addresses(id, viewer);
    return { pages: output.pages.map(({ file, width, height, bytes }, index) => ({ url: addressOf(`${outputPrefix}/${file}`), width, height, bytes, text: texts[index] ?? '' })) };
  }
}
