import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Launched, until } from '../test/launched.ts';

const LAUNCHER = dirname(import.meta.dirname);

/** What the tests' pnpm does: it says its version, and "installs" by putting the pinned Node in place. */
const FAKE_PNPM = `#!/bin/sh
if [ "$1" = --version ]; then echo 99.0.0; exit; fi
echo "pnpm $*" >>installs
if [ -e hang ]; then echo $$ >pnpm.pid; sleep 1000 & wait; fi
if [ -e fail ]; then exit 1; fi
mkdir -p node_modules/node/bin && ln -sf "$REAL_NODE" node_modules/node/bin/node
`;

/** What runs in place of `npm start`: it says which Node and pnpm it got, and when it is told to stop. */
const FAKE_START = `
import { execFileSync } from 'node:child_process';
console.log('started', process.argv.slice(2).join(), process.execPath, execFileSync('pnpm', ['--version']).toString().trim());
process.on('SIGINT', () => { console.log('stopped by SIGINT'); process.exit(0); });
process.on('disconnect', () => { writeFileSync('disconnected', ''); process.exit(0); });
import { writeFileSync } from 'node:fs';
setInterval(() => undefined, 1000);
`;

let root: string;
let launched: Launched[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'xuexi launch '));
  launched = [];
  cpSync(join(LAUNCHER, 'bin'), join(root, 'packages', 'launcher', 'bin'), { recursive: true });
  mkdirSync(join(root, 'packages', 'launcher', 'src'));
  writeFileSync(join(root, 'packages', 'launcher', 'src', 'start.ts'), FAKE_START);
  writeFileSync(join(root, 'packages', 'launcher', 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'package.json'), '{"packageManager":"pnpm@99.0.0+sha512.abc"}');
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'first');
  mkdirSync(join(root, 'tools'));
  writeFileSync(join(root, 'tools', 'pnpm'), FAKE_PNPM);
  chmodSync(join(root, 'tools', 'pnpm'), 0o755);
});
afterEach(() => {
  for (const { child } of launched) if (child.exitCode === null) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

function launch(...args: string[]): Launched {
  const started = new Launched(process.execPath, [join(root, 'packages', 'launcher', 'bin', 'launch.mjs'), ...args], {
    cwd: root,
    env: { PATH: `${join(root, 'tools')}:${process.env.PATH}`, REAL_NODE: process.execPath },
  });
  launched.push(started);
  return started;
}

function installs(): number {
  const file = join(root, 'installs');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the bootstrap', () => {
  it('installs, hands over to the pinned Node with pnpm on the PATH, and passes Ctrl-C and the status on', async () => {
    const started = launch('start', 'x');
    await started.says(new RegExp(`started x ${root}/node_modules/node/bin/node 99\\.0\\.0|started x .* 99\\.0\\.0`));
    expect(readFileSync(join(root, 'installs'), 'utf8')).toContain('install --frozen-lockfile');
    expect(await started.interrupt()).toBe(0);
    expect(started.output).toContain('stopped by SIGINT');
  });

  it('installs again only after a change, a loss, or an install that was cut off', async () => {
    const runOnce = async (): Promise<void> => {
      const started = launch('start');
      await started.says(/started/);
      await started.interrupt();
    };
    await runOnce();
    await runOnce();
    expect(installs()).toBe(1);
    writeFileSync(join(root, 'pnpm-lock.yaml'), 'second');
    await runOnce();
    expect(installs()).toBe(2);
    mkdirSync(join(root, 'apps', 'web'), { recursive: true });
    writeFileSync(join(root, 'apps', 'web', 'package.json'), '{}');
    await runOnce();
    expect(installs()).toBe(3);
    rmSync(join(root, 'node_modules', 'node'), { recursive: true });
    await runOnce();
    expect(installs()).toBe(4);
    rmSync(join(root, 'node_modules', '.xuexi-installed'));
    await runOnce();
    expect(installs()).toBe(5);
  });

  it('ends an install on Ctrl-C, with all its processes, and does it again the next time', async () => {
    writeFileSync(join(root, 'hang'), '');
    const interrupted = launch('start');
    await until(() => existsSync(join(root, 'pnpm.pid')) && readFileSync(join(root, 'pnpm.pid'), 'utf8').endsWith('\n'));
    const pnpm = Number(readFileSync(join(root, 'pnpm.pid'), 'utf8'));
    expect(await interrupted.interrupt()).toBe(130);
    await until(() => !isRunning(pnpm));
    rmSync(join(root, 'hang'));
    const again = launch('start');
    await again.says(/started/);
    expect(installs()).toBe(2);
    await again.interrupt();
  });

  it('says what to do where the install fails', async () => {
    writeFileSync(join(root, 'fail'), '');
    const failed = launch('start');
    expect(await failed.ended).toBe(1);
    expect(failed.output).toMatch(/依赖没有装好[^]*could not be installed/);
  });

  it('installs once where two commands come at the same time', async () => {
    const both = [launch('start'), launch('start')];
    for (const one of both) await one.says(/started/);
    expect(installs()).toBe(1);
    for (const one of both) await one.interrupt();
  });

  it('tells what it started when it is itself killed with -9', async () => {
    const started = launch('start');
    await started.says(/started/);
    process.kill(started.pid, 'SIGKILL');
    await until(() => existsSync(join(root, 'disconnected')));
    expect(started.output).not.toContain('stopped by SIGINT');
  });

  it('knows no other command', async () => {
    const refused = launch('stop');
    expect(await refused.ended).toBe(1);
    expect(refused.output).toContain('start|test|bench');
  });
});
