import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../test/launched.ts';
import { familyTag, findFamily, stopFamily } from './family.ts';

/** Notes how it was called and what the policy said at that time. */
const FAKE_APT = `#!/bin/sh
echo "$(basename "$0") $*" >>"$HOME/calls"
[ -e "$HOME/policy" ] && { "$HOME/policy"; echo "policy $?" >>"$HOME/calls"; }
if [ -e "$HOME/hang" ]; then echo $$ >"$HOME/apt.pid"; sleep 1000; fi
if [ "$2" != "" ] && [ -e "$HOME/fail" ]; then exit 100; fi
exit 0
`;

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'apt-'));
  mkdirSync(join(home, 'bin'));
  for (const name of ['apt-get', 'dpkg']) {
    writeFileSync(join(home, 'bin', name), FAKE_APT);
    chmodSync(join(home, 'bin', name), 0o755);
  }
});
afterEach(async () => {
  await stopFamily(home, [], 0);
  rmSync(home, { recursive: true, force: true });
});

/** Runs install-packages.sh with a policy file and an apt of the test. */
function install(...packages: string[]): { child: ChildProcess; close: () => void; ended: Promise<number | null> } {
  const child = spawn('sh', [join(import.meta.dirname, 'install-packages.sh'), join(home, 'policy'), ...packages], {
    env: { ...process.env, HOME: home, PATH: `${join(home, 'bin')}:${process.env.PATH}`, ...familyTag(home, 'apt') },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  return { child, close: () => void child.stdin.end(), ended: new Promise((resolve) => child.once('close', resolve)) };
}

describe('install-packages.sh', () => {
  it('installs while services may not start, and removes its policy', async () => {
    expect(await install('redis-server', 'ffmpeg').ended).toBe(0);
    expect(readFileSync(join(home, 'calls'), 'utf8').trim().split('\n')).toEqual([
      'dpkg --configure -a',
      'policy 101',
      'apt-get update',
      'policy 101',
      'apt-get install -y --no-install-recommends -- redis-server ffmpeg',
      'policy 101',
    ]);
    expect(existsSync(join(home, 'policy'))).toBe(false);
  });

  it('puts back the policy that was there, also where apt fails', async () => {
    writeFileSync(join(home, 'policy'), '#!/bin/sh\nexit 104\n');
    chmodSync(join(home, 'policy'), 0o755);
    writeFileSync(join(home, 'fail'), '');
    expect(await install('x').ended).not.toBe(0);
    expect(readFileSync(join(home, 'calls'), 'utf8')).toContain('policy 101');
    expect(readFileSync(join(home, 'policy'), 'utf8')).toBe('#!/bin/sh\nexit 104\n');
    expect(statSync(join(home, 'policy')).mode & 0o777).toBe(0o755);
  });

  it('ends apt when its input closes, and puts the policy back', async () => {
    writeFileSync(join(home, 'hang'), '');
    const running = install('x');
    await until(() => existsSync(join(home, 'apt.pid')));
    running.close();
    expect(await running.ended).not.toBe(0);
    expect(existsSync(join(home, 'policy'))).toBe(false);
    await until(() => findFamily(home).length === 0);
  });

  it('removes the policy that a killed run left', async () => {
    writeFileSync(join(home, 'hang'), '');
    const killed = install('x');
    await until(() => existsSync(join(home, 'apt.pid')));
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(existsSync(join(home, 'policy'))).toBe(true);
    await until(() => findFamily(home).length === 0);
    rmSync(join(home, 'hang'));
    expect(await install('x').ended).toBe(0);
    expect(existsSync(join(home, 'policy'))).toBe(false);
  });
});
