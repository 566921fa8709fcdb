import { join, relative } from 'node:path';
import { turboCommand } from './build.ts';
import { hasTests, jestArguments, packagesWithTests, tallyOf, TIERS, type Tier } from './jest-runs.ts';
import { type ProcessSpec, runToEnd } from './processes.ts';
import { explain, type Run } from './run.ts';
import { sumOf, type Tally, tallyLine } from './tally.ts';
import { setUpTests, type TestSetup } from './test-setup.ts';
import type { Workspace } from './workspace.ts';

/** No stage takes this long unless it hangs. */
const STAGE_MS = 45 * 60 * 1000;

/** One part of the test: a check that passes or fails as one, or the tests of one kind in one package. */
interface Stage {
  title: string;
  process: ProcessSpec;
  tally: (status: number) => Tally;
}

/** What came of a stage. */
interface Outcome {
  title: string;
  tally: Tally;
  tookMs: number;
}

/**
 * `npm test`: sets up private services, runs every stage whatever the ones before it came to, and ends with the sum on a line of its own.
 * @returns the status of the process: 1 where anything failed
 */
export async function test(workspace: Workspace, run: Run): Promise<number> {
  const outcomes = await runStages(workspace, run);
  for (const { title, tally, tookMs } of outcomes) run.progress.say(`${tally.failed > 0 ? '✗' : '✓'} ${title}: ${tallyLine(tally)} (${seconds(tookMs)} s)`);
  await run.cleanup.disposeAsync();
  const sum = sumOf(outcomes.map(({ tally }) => tally));
  run.progress.say(tallyLine(sum));
  return sum.failed > 0 ? 1 : 0;
}

async function runStages(workspace: Workspace, run: Run): Promise<Outcome[]> {
  const startedAt = performance.now();
  let setup: TestSetup;
  try {
    heading('准备 · Setting up', run);
    setup = await setUpTests(workspace, run);
  } catch (error) {
    run.signal.throwIfAborted();
    explain(error);
    return [{ title: '准备 · Setting up', tally: oneTest(1), tookMs: performance.now() - startedAt }];
  }
  const outcomes: Outcome[] = [];
  for (const stage of stagesOf(workspace, setup)) outcomes.push(await runStage(stage, run));
  heading('结果 · Results', run);
  return outcomes;
}

async function runStage({ title, process, tally }: Stage, run: Run): Promise<Outcome> {
  heading(title, run);
  const startedAt = performance.now();
  const timeout = AbortSignal.timeout(STAGE_MS);
  const exit = await runToEnd(process, AbortSignal.any([run.signal, timeout])).catch((error: unknown) => {
    run.signal.throwIfAborted();
    if (!timeout.aborted) throw error;
    run.progress.say(`超过 ${STAGE_MS / 60_000} 分钟，已终止。 · Ended after ${STAGE_MS / 60_000} minutes.`);
    return { code: 1 };
  });
  const outcome = { title, tally: tally(exit.code ?? 1), tookMs: performance.now() - startedAt };
  run.progress.say(`-- ${tallyLine(outcome.tally)}; ${seconds(outcome.tookMs)} s`);
  return outcome;
}

function stagesOf(workspace: Workspace, setup: TestSetup): Stage[] {
  const common = { cwd: workspace.root, env: setup.env, family: setup.folder, output: 'inherit' } as const;
  const check = (title: string, process: Pick<ProcessSpec, 'name' | 'command' | 'args'>): Stage => ({ title, process: { ...process, ...common }, tally: oneTest });
  const script = (name: string) => ({ name, command: 'pnpm', args: ['run', name] });
  return [
    check('构建 · Build', turboCommand(workspace, 'build')),
    check('代码检查 · Lint', script('lint')),
    check('类型检查 · Type check', turboCommand(workspace, 'typecheck')),
    check('生成的文件是否最新 · Generated files are up to date', script('check:generated')),
    check('迁移是否与实体一致 · Migrations match the entities', script('check:migrations')),
    ...TIERS.flatMap((tier) =>
      packagesWithTests(workspace)
        .filter((folder) => hasTests(folder, tier))
        .map((folder) => jestStage(workspace, folder, tier, { ...common, cwd: folder }, setup)),
    ),
  ];
}

function jestStage({ root, node }: Workspace, folder: string, tier: Tier, common: Pick<ProcessSpec, 'cwd' | 'env' | 'family' | 'output'>, setup: TestSetup): Stage {
  const path = relative(root, folder);
  const name = `jest-${path.replaceAll('/', '-')}-${tier.suffix ?? 'unit'}`;
  const reportFile = join(setup.folder, `${name}.json`);
  return {
    title: `${tier.title}: ${path}`,
    process: { ...common, name, command: node, args: jestArguments(tier, reportFile) },
    tally: (status) => tallyOf(reportFile, status),
  };
}

function oneTest(status: number): Tally {
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

function heading(title: string, { progress }: Run): void {
  progress.say('', `== ${title}`);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
