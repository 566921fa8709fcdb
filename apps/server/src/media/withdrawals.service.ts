import { Injectable, Logger } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Storage } from '../platform/storage/storage.js';
import { Media } from './media.entity.js';

/** Puts the files of a video where its takedown says: below `withdrawn/`, where no address leads, or back below `media/`. */
@Injectable()
export class WithdrawalsService {
  private readonly logger = new Logger(WithdrawalsService.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  /** May run any number of times and beside itself: whoever is last has seen what is asked for now. */
  async settle(mediaId: string): Promise<void> {
    for (let asked = await this.asked(mediaId); asked?.filesToMoveSince; asked = await this.asked(mediaId)) {
      const { takenDownAt, filesToMoveSince } = asked;
      const [shown, hidden] = [`media/${mediaId}`, `withdrawn/${mediaId}`];
      await (takenDownAt ? this.storage.move(shown, hidden) : this.storage.move(hidden, shown));
      const withdrawn = takenDownAt ? Not(IsNull()) : IsNull();
      const { affected } = await this.dataSource.manager.update(Media, { id: mediaId, takenDownAt: withdrawn, filesToMoveSince }, { filesToMoveSince: null });
      if (affected === 1) return this.logger.log({ mediaId, withdrawn: takenDownAt !== null }, 'moved files');
      // Someone has decided otherwise meanwhile, and another run may be through with it already: this one has undone a part of that.
      await this.dataSource.manager.update(Media, { id: mediaId, filesToMoveSince: IsNull() }, { filesToMoveSince: this.clock.date() });
    }
  }

  private asked(mediaId: string): Promise<Pick<Media, 'takenDownAt' | 'filesToMoveSince'> | null> {
    return this.dataSource.manager.findOne(Media, { select: { takenDownAt: true, filesToMoveSince: true }, where: { id: mediaId } });
  }
}
