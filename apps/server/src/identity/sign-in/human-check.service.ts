import { createHash, hkdfSync, randomInt } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Problem } from '../../platform/errors/problem.js';
import { type HumanCheckDto, humanCheckSchema } from './sign-in.dto.js';

const ALGORITHM = 'PBKDF2/SHA-256';
const VALID_MS = 5 * 60_000;

/**
 * A browser tries keys of `COST` rounds until it comes to the one that was drawn: 100 to 300 keys, 200 000 rounds on
 * average. Phones of 2016 do about 250 000 rounds a second: a bit less than a second, at most 1.3 s.
 */
const COST = 1000;
const FEWEST_KEYS = 100;
const MOST_KEYS = 300;

const payloadSchema = z.object({
  challenge: humanCheckSchema.shape.challenge,
  solution: z.object({ counter: z.int(), derivedKey: z.string() }),
});

export interface HumanCheckSecrets {
  hmacSignatureSecret: string;
  hmacKeySignatureSecret: string;
}

/** What challenges are signed with: derived from the key of the blind index, so that all processes share it. */
export function humanCheckSecrets({ secrets }: Pick<Config, 'secrets'>): HumanCheckSecrets {
  const derived = (purpose: string): string => Buffer.from(hkdfSync('sha256', secrets.blindIndex, '', purpose, 32)).toString('hex');
  return { hmacSignatureSecret: derived('human-check'), hmacKeySignatureSecret: derived('human-check-key') };
}

/** Proof of work instead of a picture puzzle: the browser computes, nobody has to read or to recognise anything. */
@Injectable()
export class HumanCheckService {
  private readonly secrets: HumanCheckSecrets;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.secrets = humanCheckSecrets(config);
  }

  /** A new challenge; nothing of it is stored. */
  async challenge(): Promise<HumanCheckDto> {
    const expires = this.clock.now() + VALID_MS;
    const challenge = await createChallenge({ algorithm: ALGORITHM, cost: COST, counter: randomInt(FEWEST_KEYS, MOST_KEYS + 1), data: { expires }, deriveKey, ...this.secrets });
    return { challenge: challenge as HumanCheckDto['challenge'], expiresAt: new Date(expires).toISOString() };
  }

  /**
   * Accepts a proof, once.
   * @param proof base64 of the JSON of challenge and solution
   * @throws Problem human_check_needed when it is wrong, too old or was used before
   */
  async accept(proof: string | undefined): Promise<void> {
    if (!(await this.isFirstUse(await this.solved(proof)))) throw new Problem('human_check_needed');
  }

  /**
   * Looks whether a proof is right without using it up: for what will be refused anyway, at the price of no commit.
   * @returns its challenge
   * @throws Problem human_check_needed when it is wrong or too old
   */
  async solved(proof: string | undefined): Promise<HumanCheckDto['challenge']> {
    const payload = proof === undefined ? null : parse(proof);
    if (!payload || payload.challenge.parameters.data.expires <= this.clock.now()) throw new Problem('human_check_needed');
    const { verified } = await verifySolution({ ...payload, deriveKey, ...this.secrets });
    if (!verified) throw new Problem('human_check_needed');
    return payload.challenge;
  }

  private async isFirstUse({ signature, parameters }: HumanCheckDto['challenge']): Promise<boolean> {
    const hash = createHash('sha256').update(signature).digest('hex');
    const { affectedRows }: { affectedRows: number } = await this.dataSource.query('INSERT IGNORE INTO human_check (challenge_hash, expires_at) VALUES (?, ?)', [hash, new Date(parameters.data.expires)]);
    return affectedRows === 1;
  }
}

function parse(proof: string): z.infer<typeof payloadSchema> | null {
  try {
    const parsed = payloadSchema.safeParse(JSON.parse(Buffer.from(proof, 'base64').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
