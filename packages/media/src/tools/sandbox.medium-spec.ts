import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { testFolder } from '../testing/sources.js';
import { findOnPath } from './executables.js';
import { defaultLimits, type ToolLimits } from './limits.js';
import { confine, sandboxStanding } from './sandbox.js';

const MIB = 1024 ** 2;
const there = await sandboxStanding();
/** Every way to shut a tool in that this machine has; the weaker ones are what others have. */
const WAYS = [
  { name: 'namespaces and an account', namespaces: true, account: true, limits: true },
  { name: 'namespaces', namespaces: true, account: false, limits: true },
  { name: 'an account', namespaces: false, account: true, limits: true },
  { name: 'limits', namespaces: false, account: false, limits: true },
].filter((way) => (there.namespaces || !way.namespaces) && (there.account || !way.account));

describe.each(WAYS)('a tool shut in by $name', (way) => {
  let folder: Awaited<ReturnType<typeof testFolder>>;

  beforeEach(async () => {
    folder = await testFolder();
  });
  afterEach(() => folder.remove());

  async function shell(script: string, opts: { cwd?: string; reads?: string[]; limits?: Partial<ToolLimits>; words?: string[] } = {}) {
    const { line, files, release } = await confine(
      {
        tool: findOnPath('bash') ?? 'bash',
        args: ['-c', script, 'tool', ...(opts.words ?? [])],
        cwd: opts.cwd,
        reads: opts.reads ?? [],
        limits: { ...defaultLimits(20_000), ...opts.limits },
      },
      way,
    );
    const [command, ...args] = line;
    const child = spawn(command, args, { cwd: opts.cwd, env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'ignore', ...files.map((file) => file.fd)] });
    let said = '';
    child.stdio[1]?.on('data', (bytes: Buffer) => (said += bytes.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    await release();
    return { code, said: said.trim() };
  }

  it('reads what it is given and writes its folder, which is ours again afterwards', async () => {
    const source = join(folder.dir, 'source');
    await writeFile(source, 'bytes of the upload');
    await chmod(source, 0o600);
    const dir = join(folder.dir, 'out');
    await mkdir(dir);
    const end = await shell('cat "$1" > copy; cat copy', { cwd: dir, reads: [source], words: [source] });
    expect(end).toEqual({ code: 0, said: 'bytes of the upload' });
    expect((await stat(join(dir, 'copy'))).uid).toBe(process.getuid?.());
  });

  it('cannot write outside its folder, nor to what it reads', async () => {
    const source = join(folder.dir, 'source');
    await writeFile(source, 'bytes');
    await shell('echo more >> "$1"; echo mine > "$2"; echo mine > "$HOME/x"', { reads: [source], words: [source, join(folder.dir, 'planted')] });
    if (way.namespaces || way.account) {
      expect(await readFile(source, 'utf8')).toBe('bytes');
      await expect(stat(join(folder.dir, 'planted'))).rejects.toThrow('ENOENT');
    }
  });

  it('cannot read a neighbour', async () => {
    const neighbour = join(folder.dir, 'neighbour');
    await writeFile(neighbour, 'secret');
    const { said } = await shell('cat "$1"; cat /proc/1/environ /etc/shadow', { words: [neighbour] });
    expect(said.includes('secret')).toBe(!way.namespaces && !way.account);
  });

  it('reaches no listener', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await shell(`exec 9<>/dev/tcp/127.0.0.1/${port}`);
    server.close();
    expect(connections).toBe(way.namespaces ? 0 : 1);
  });

  it('has no privileges to gain', async () => {
    const { said } = await shell('grep -E "^(NoNewPrivs|CapEff)" /proc/self/status; id -u');
    expect(said).toMatch(/NoNewPrivs:\s*1/);
    if (way.namespaces || way.account) expect(said).toMatch(/CapEff:\s*0+$/m);
    if (way.account) expect(said).toMatch(/^61000$/m);
  });

  it('ends at the limit of memory, of processor time and of file size', async () => {
    expect((await shell('tail -c 400M /dev/zero | tail /dev/zero', { limits: { memoryBytes: 128 * MIB } })).code).not.toBe(0);
    expect((await shell('while :; do :; done', { limits: { cpuSeconds: 1 } })).code).not.toBe(0);
    await shell('head -c 4M /dev/zero > big', { cwd: folder.dir, limits: { fileBytes: MIB } });
    expect((await stat(join(folder.dir, 'big'))).size).toBeLessThanOrEqual(MIB);
  });
});
