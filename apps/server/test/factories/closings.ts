import { DataSource, type EntityManager } from 'typeorm';
import { ClosingAssembly } from '../../src/credits/closing/closing-assembly.js';
import { ClosingDivision } from '../../src/credits/closing/closing-division.js';
import { ClosingRunner } from '../../src/credits/closing/closing-runner.js';
import { ClosingShardRunner } from '../../src/credits/closing/closing-shard-runner.js';
import { ClosingTree } from '../../src/credits/closing/closing-tree.js';
import { CreditSigning } from '../../src/credits/credit-signing.js';
import { PoliciesService } from '../../src/credits/policies/policies.service.js';
import { OutboxService } from '../../src/platform/queue/outbox.service.js';
import type { World } from '../support/world.js';

/** A process that dies. */
export class Killed extends Error {}

export interface RunnerOptions {
  /** Persons in a shard. */
  shardPersons?: number;
  /** Called before every statement to the database and after every commit. */
  before?: () => Promise<void> | void;
  /** Called before the closing is assembled. */
  beforeAssembly?: () => Promise<void>;
}

/** A runner as a worker process has it. */
export function aClosingRunner(world: World, { shardPersons = 100, before = () => undefined, beforeAssembly = async () => undefined }: RunnerOptions = {}): ClosingRunner {
  const { app } = world.api;
  const dataSource = watched(app.get(DataSource), before);
  const [policies, outbox] = [app.get(PoliciesService), new OutboxService(world.clock)];
  const division = Object.assign(new ClosingDivision(dataSource, outbox, world.clock), { shardPersons });
  const shards = new ClosingShardRunner(dataSource, policies, outbox, world.clock);
  const assembly = new (class extends ClosingAssembly {
    override async assemble(closingId: string): Promise<void> {
      await beforeAssembly();
      await super.assemble(closingId);
    }
  })(dataSource, policies, new ClosingTree(dataSource), new CreditSigning(world.config), world.clock);
  return new ClosingRunner(dataSource, division, shards, assembly, world.clock);
}

/** A data source that tells before it sends anything. */
function watched(dataSource: DataSource, before: () => Promise<void> | void): DataSource {
  const telling = <T extends object>(target: T, names: string[]): T =>
    new Proxy(target, {
      get(object, name) {
        const value: unknown = Reflect.get(object, name);
        if (typeof value !== 'function') return value;
        const method = value.bind(object) as (...args: unknown[]) => unknown;
        if (!names.includes(String(name))) return method;
        return async (...args: unknown[]) => {
          await before();
          return method(...args);
        };
      },
    });
  const work = ['query', 'find', 'findOne', 'findOneBy', 'insert', 'update', 'existsBy'];
  return new Proxy(dataSource, {
    get(object, name) {
      if (name === 'manager') return telling(object.manager, work);
      if (name !== 'transaction') return Reflect.get(object, name);
      return async (isolation: 'READ COMMITTED', run: (tx: EntityManager) => Promise<unknown>) => {
        const answer = await object.transaction(isolation, (tx) => run(telling(tx, work)));
        await before();
        return answer;
      };
    },
  });
}
