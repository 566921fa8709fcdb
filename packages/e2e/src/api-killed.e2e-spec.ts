import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Coverage, contains, coveredSeconds, requiredSeconds, union, verifyChain } from '@xuexi/domain';
import type { RowDataPacket } from 'mysql2';
import { type PrivateSystem, startPrivateSystem } from './support/private-system.ts';
import { type Watcher, insertPublishedLesson, insertWatchers } from './support/watchers.ts';

const PERSONS = 20;
const LESSON_SECONDS = 20;
const KILLS = 4;

/** A player that reports as fast as it may and, like ours, sends again what was not acknowledged. */
class Player {
  acknowledged: Coverage = [];
  done = false;
  unanswered = 0;
  private seq = 0;
  private readonly reports: string;
  private readonly cookie: string;

  constructor(url: string, watcher: Watcher, playSessionId: string) {
    this.reports = `${url}/api/play-sessions/${playSessionId}/reports`;
    this.cookie = watcher.cookie;
  }

  async watch(): Promise<void> {
    while (!this.done) {
      this.seq++;
      await this.reportUntilAnswered({ seq: this.seq, ranges: [[0, LESSON_SECONDS]], rate: 1, position: LESSON_SECONDS });
      await delay(100);
    }
  }

  private async reportUntilAnswered(report: object): Promise<void> {
    for (;;) {
      const answer = await fetch(this.reports, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: this.cookie },
        body: JSON.stringify(report),
      }).catch(() => null);
      if (answer?.status === 200) {
        const { standing } = (await answer.json()) as { standing: { coverage: Coverage; completed: object | null } };
        this.acknowledged = union(this.acknowledged, standing.coverage);
        this.done = standing.completed !== null;
        return;
      }
      if (answer && answer.status < 500) throw new Error(`A report was refused with ${answer.status}: ${await answer.text()}`);
      this.unanswered++;
      await delay(50);
    }
  }
}

/** Issue 2 and reliability.md row 1, few kills: the many of a release are for the nightly run of issue 5. */
describe('kill -9 of the api in the middle of watching', () => {
  let system: PrivateSystem;

  beforeAll(async () => {
    system = await startPrivateSystem('none');
  });
  afterAll(() => system?.stop());

  it('loses no acknowledged second, and posts every completion once', async () => {
    const lesson = await insertPublishedLesson(system.database, LESSON_SECONDS);
    const watchers = await insertWatchers(system.database, PERSONS);
    const players: Player[] = [];
    for (const watcher of watchers) players.push(new Player(system.url, watcher, await open(watcher, lesson)));

    const watching = Promise.all(players.map((player) => player.watch()));
    const pids = new Set([system.api.pid]);
    for (let kill = 0; kill < KILLS; kill++) {
      await delay(300 + Math.random() * 900);
      system.api.kill('SIGKILL');
      await ready();
      pids.add(system.api.pid);
    }
    await watching;

    expect(pids.size).toBe(KILLS + 1);
    expect(players.reduce((sum, player) => sum + player.unanswered, 0)).toBeGreaterThan(0);
    for (const [i, player] of players.entries()) {
      const { personId } = watchers[i]!;
      const [progress] = await rows('SELECT coverage FROM lesson_progress WHERE person_id = ?', personId);
      const stored = JSON.parse(progress!.coverage as string) as Coverage;
      expect(contains(stored, player.acknowledged)).toBe(true);
      expect(coveredSeconds(stored)).toBeGreaterThanOrEqual(requiredSeconds(LESSON_SECONDS));
      const entries = await rows('SELECT * FROM credit_entry WHERE person_id = ?', personId);
      expect(entries).toHaveLength(1);
      expect(entries[0]!.units).toBe(LESSON_SECONDS * 40);
      expect(await rows('SELECT * FROM lesson_completion WHERE person_id = ?', personId)).toHaveLength(1);
      expect(verifyChain(entries.map(sealed))).toEqual({ ok: true });
    }
  });

  const open = async (watcher: Watcher, lessonVersionId: string): Promise<string> => {
    const answer = await fetch(`${system.url}/api/play-sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: watcher.cookie },
      body: JSON.stringify({ lessonVersionId }),
    });
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { playSessionId: string }).playSessionId;
  };

  const ready = async (): Promise<void> => {
    for (;;) {
      const answer = await fetch(`${system.url}/api/health/ready`).catch(() => null);
      if (answer?.status === 200) return;
      await delay(50);
    }
  };

  const rows = async (sql: string, personId: string): Promise<RowDataPacket[]> => {
    const [found] = await system.database.query<RowDataPacket[]>(sql, [personId]);
    return found;
  };
});

/** A ledger row as the rules know it. */
function sealed(row: RowDataPacket): Parameters<typeof verifyChain>[0][number] {
  return {
    id: row.id,
    personId: row.person_id,
    sequence: row.sequence,
    kind: row.kind,
    sourceId: row.source_id,
    key: row.idempotency_key,
    units: row.units,
    date: row.date,
    year: row.year,
    policyVersion: row.policy_version,
    regionId: row.region_id,
    organisationId: row.organisation_id,
    reverses: row.reverses,
    evidence: JSON.parse(row.evidence),
    evidenceHash: row.evidence_hash,
    previousHash: row.previous_hash,
    hash: row.hash,
    recordedAt: (row.recorded_at as Date).getTime(),
  };
}
