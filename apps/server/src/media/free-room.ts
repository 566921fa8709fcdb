import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Problem } from '../platform/errors/problem.js';
import { Storage } from '../platform/storage/storage.js';

/** The room that the storage has for uploads, less what is kept free of them. */
@Injectable()
export class FreeRoom {
  constructor(
    private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** In bytes; null where there is no end of it. */
  async bytes(): Promise<number | null> {
    const free = await this.storage.freeBytes();
    return free === null ? null : free - this.config.uploadReserveBytes;
  }

  /** @throws Problem upload_no_room when the storage is full up to what is kept free of uploads */
  async assertAny(): Promise<void> {
    const free = await this.bytes();
    if (free !== null && free < 0) throw new Problem('upload_no_room');
  }
}
