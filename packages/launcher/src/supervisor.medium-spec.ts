import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../test/launched.ts';
import { findFamily, stopFamily } from './family.ts';
import { lastLines, type ProcessSpec, rotateLog, runToEnd, startProcess } from './processes.ts';
import { type Crash, Supervised, type Supervision } from './supervisor.ts';

const FOREVER = 'setInterval(() => undefined, 1000);';

let folder: string;
const never = new AbortController().signal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervisor-'));
});
afterEach(async () => {
  await stopFamily(folder, [], 0);
  rmSync(folder, { recursive: true, force: true });
});

function script(name: string, source: string): ProcessSpec {
  return { name, command: process.execPath, args: ['-e', source], cwd: folder, env: process.env, family: folder, output: { logFile: join(folder, `${name}.log`) } };
}

function supervision(spec: ProcessSpec, change: Partial<Supervision> = {}): Supervision {
  return { spec, stopWithinMs: 2000, restart: 'always', ...change };
}

describe('a supervised process', () => {
  it('comes back after kill -9, and stays away after a stop', async () => {
    const crashes: Crash[] = [];
    const running = await Supervised.start(supervision(script('api', FOREVER), { onCrash: (crash) => crashes.push(crash) }), never);
    const first = running.pid;
    running.kill('SIGKILL');
    await until(() => running.pid !== first && findFamily(folder).length === 1);
    expect(crashes).toEqual([expect.objectContaining({ name: 'api', exit: { code: null, signal: 'SIGKILL' } })]);
    await running.stop();
    expect(findFamily(folder)).toEqual([]);
  });

  it('waits longer after each crash and shows what was said last', async () => {
    const crashes: Crash[] = [];
    const how = supervision(script('worker', 'console.log("about to fail"); process.exit(3)'), { onCrash: (crash) => crashes.push(crash) });
    const running = await Supervised.start(how, never);
    await until(() => crashes.length >= 3);
    await running.stop();
    const [one, two, three] = crashes;
    expect([two?.restartInMs, three?.restartInMs]).toEqual([(one?.restartInMs ?? 0) * 2, (one?.restartInMs ?? 0) * 4]);
    expect(three?.lastLines).toContain('about to fail');
  });

  it('that may end is not started again after status 0', async () => {
    const spec = script('demo', 'require("node:fs").appendFileSync("runs", "x")');
    const running = await Supervised.start(supervision(spec, { restart: 'on-failure' }), never);
    await until(() => existsSync(join(folder, 'runs')) && findFamily(folder).length === 0);
    await running.stop();
    expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('x');
  });

  it('that ends before it is ready fails the start with its last lines', async () => {
    const how = supervision(script('api', 'console.error("bad setting"); process.exit(1)'), { isReady: async () => false });
    await expect(Supervised.start(how, never)).rejects.toMatchObject({ lines: ['bad setting'] });
  });

  it('that is not ready in time is ended', async () => {
    const how = supervision(script('api', FOREVER), { isReady: async () => false, readyWithinMs: 1 });
    await expect(Supervised.start(how, never)).rejects.toThrow('was not ready');
    expect(findFamily(folder)).toEqual([]);
  });

  it('is ended where the start is aborted', async () => {
    const abort = new AbortController();
    const starting = Supervised.start(supervision(script('api', FOREVER), { isReady: async () => false }), abort.signal);
    await until(() => findFamily(folder).length === 1);
    abort.abort(new Error('stop'));
    await expect(starting).rejects.toThrow('stop');
    expect(findFamily(folder)).toEqual([]);
  });
});

describe('stopping', () => {
  it('kills what does not listen, and the children it leaves', async () => {
    const deaf = `process.on("SIGTERM", () => undefined); require("node:child_process").spawn("sleep", ["100"]); console.log("up"); ${FOREVER}`;
    const spec = script('deaf', deaf);
    const running = startProcess(spec);
    await until(() => lastLines(join(folder, 'deaf.log')).includes('up'));
    expect(findFamily(folder)).toHaveLength(2);
    expect(await running.stop(100)).toEqual({ code: null, signal: 'SIGKILL' });
    await until(() => findFamily(folder).length === 0);
  });

  it('reaches a family in the order of its names', async () => {
    const says = (name: string) => script(name, `process.on("SIGTERM", () => { require("node:fs").appendFileSync("order", "${name} "); process.exit() }); console.log("up"); ${FOREVER}`);
    for (const name of ['mariadb', 'api', 'other', 'worker']) startProcess(says(name));
    await until(() => ['mariadb', 'api', 'other', 'worker'].every((name) => lastLines(join(folder, `${name}.log`)).includes('up')));
    const found = await stopFamily(folder, ['worker', 'api', 'mariadb'], 5000);
    expect(found.map(({ name }) => name).sort()).toEqual(['api', 'mariadb', 'other', 'worker']);
    expect(readFileSync(join(folder, 'order'), 'utf8')).toBe('worker api mariadb other ');
  });
});

describe('running to the end', () => {
  it('hands over each line and keeps it in the log', async () => {
    const lines: string[] = [];
    const exit = await runToEnd({ ...script('seed', 'console.log("one"); console.log("two"); console.error("aside"); process.exit(4)'), onLine: (line) => lines.push(line) }, never);
    expect(exit).toEqual({ code: 4, signal: null });
    expect(lines).toEqual(['one', 'two']);
    expect(lastLines(join(folder, 'seed.log')).sort()).toEqual(['aside', 'one', 'two']);
  });

  it('says 127 for a command that cannot be run', async () => {
    expect(await runToEnd({ ...script('absent', ''), command: join(folder, 'absent') }, never)).toMatchObject({ code: 127 });
  });

  it('ends with all its children on an abort', async () => {
    const abort = new AbortController();
    const running = runToEnd(script('build', `require("node:child_process").spawn("sleep", ["100"]); ${FOREVER}`), abort.signal);
    await until(() => findFamily(folder).length === 2);
    abort.abort(new Error('stop'));
    await expect(running).rejects.toThrow('stop');
    await until(() => findFamily(folder).length === 0);
  });
});

it('keeps one earlier log', () => {
  const logFile = join(folder, 'deep', 'api.log');
  rotateLog(logFile);
  expect(lastLines(logFile)).toEqual([]);
});
