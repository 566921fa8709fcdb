import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { signedPost } from '../../platform/http/signed-post.js';

const answerSchema = z.object({ match: z.boolean() });

/** The two-element check: whether a name and an ID number belong together, asked of a service outside. */
@Injectable()
export class RealNameCheck {
  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whether the installation has such a service. */
  get available(): boolean {
    return this.config.realName !== null;
  }

  /** @throws Error when the service gives no answer; nothing of the person is in it */
  async matches({ name, idNumber }: { name: string; idNumber: string }): Promise<boolean> {
    if (!this.config.realName) throw new Error('REAL_NAME_URL is not set');
    const answer = answerSchema.safeParse(await signedPost(this.config.realName, { name, idNumber }, this.clock.now()));
    if (!answer.success) throw new Error('The two-element check answered something else than {match}');
    return answer.data.match;
  }
}
