import { execFile } from 'node:child_process';
import { lstatSync, readlinkSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { findOnPath } from './executables.js';
import { prlimitArgs, type ToolLimits } from './limits.js';
import { grantReading, lendFolder, SANDBOX_ID, takeBackFolder } from './lending.js';

const run = promisify(execFile);

/** How well this machine shuts tools in. Found out once in a process. */
export interface SandboxStanding {
  /** bubblewrap: only the tool's own files, no network, no sight of other processes. */
  namespaces: boolean;
  /** Another account than this process: where this process is root. */
  account: boolean;
  /** prlimit and setpriv: bounds of memory, processor time and file size, no new privileges, death with the parent. */
  limits: boolean;
  /** What is missing and what would bring it, in English for the log; empty on a machine as it should be. */
  missing: string[];
}

/** A tool that is to be shut in. */
export interface Confinement {
  /** Absolute path of the program. */
  tool: string;
  args: string[];
  /** The only folder where it may write. */
  cwd?: string;
  /** The only files and folders besides programs, libraries and fonts that it may read. */
  reads: string[];
  limits: ToolLimits;
  niceness?: number;
}

/** What is to be started instead. */
export interface ConfinedCommand {
  line: [string, ...string[]];
  /** Open files the child inherits from number 3 on. */
  files: FileHandle[];
  /** To be awaited when the tool is gone. */
  release: () => Promise<void>;
}

/** What root needs to enter the lent folder and to change the account; that change drops all of it. */
const UNTIL_THE_ACCOUNT_CHANGES = ['CAP_SETUID', 'CAP_SETGID', 'CAP_DAC_READ_SEARCH'];
const OTHER_ACCOUNT = [`--reuid=${SANDBOX_ID}`, `--regid=${SANDBOX_ID}`, '--clear-groups', '--inh-caps=-all'];
/** Links on a system with everything under /usr, folders on an older one. */
const ROOT_FOLDERS = ['/bin', '/sbin', '/lib', '/lib32', '/lib64'];
/** Libraries chosen by `update-alternatives`, fonts, and programs that a distribution keeps elsewhere. */
const SHARED = ['/etc/alternatives', '/etc/ld.so.cache', '/etc/fonts', '/var/cache/fontconfig', '/nix/store'];
const SCRATCH_BYTES = 64 * 1024 ** 2;

let found: Promise<SandboxStanding> | null = null;

/** Tries once what this machine offers. The worker logs what is missing. */
export function sandboxStanding(): Promise<SandboxStanding> {
  found ??= lookAround();
  return found;
}

async function lookAround(): Promise<SandboxStanding> {
  const root = process.getuid?.() === 0;
  const limits = (await works('prlimit', ['--core=0:0', 'true'])) && (await works('setpriv', ['--pdeathsig', 'KILL', '--no-new-privs', '--', 'true']));
  const account = root && limits && (await works('setpriv', [...OTHER_ACCOUNT, '--', 'true']));
  const namespaces = limits && (await works('bwrap', [...namespaceArgs({ account, reads: [] }), findOnPath('true') ?? 'true']));
  return {
    namespaces,
    account,
    limits,
    missing: [
      ...(limits ? [] : ['prlimit and setpriv (package util-linux): no bounds of memory, processor time and file size']),
      ...(namespaces ? [] : ['bubblewrap with namespaces (package bubblewrap; not in a container with the default seccomp profile): tools see the network and the files that their account may read']),
      ...(!root || account ? [] : ['the right to change the account: tools run as root']),
    ],
  };
}

async function works(program: string, args: string[]): Promise<boolean> {
  const file = findOnPath(program);
  return file !== null && run(file, args, { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

function rootFolder(path: string): string[] {
  try {
    return lstatSync(path).isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path];
  } catch {
    return [];
  }
}

/** Shows a path; bubblewrap itself would shut the folders above it to everybody but its own account. */
function bind(how: '--bind' | '--ro-bind' | '--ro-bind-try', path: string): string[] {
  const above: string[] = [];
  for (let dir = dirname(path); dir !== '/'; dir = dirname(dir)) above.unshift('--dir', dir);
  return [...above, how, path, path];
}

/**
 * A machine of its own: the system's programs, its files, nothing else. Everything keeps its path, so that arguments
 * need no translation. The last words are those before the program.
 */
function namespaceArgs({ account, cwd, reads }: { account: boolean; cwd?: string; reads: string[] }): string[] {
  return [
    ...['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--unshare-cgroup-try', ...(account ? [] : ['--unshare-user'])],
    ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL', ...(account ? UNTIL_THE_ACCOUNT_CHANGES.flatMap((capability) => ['--cap-add', capability]) : [])],
    ...['--ro-bind', '/usr', '/usr', ...ROOT_FOLDERS.flatMap(rootFolder)],
    ...SHARED.flatMap((path) => bind('--ro-bind-try', path)),
    ...['--proc', '/proc', '--dev', '/dev', '--remount-ro', '/dev'],
    ...['--perms', '1777', '--size', String(SCRATCH_BYTES), '--tmpfs', '/tmp', '--setenv', 'HOME', '/tmp', '--setenv', 'TMPDIR', '/tmp'],
    ...(cwd ? bind('--bind', cwd) : []),
    ...reads.filter((path) => path !== cwd).flatMap((path) => bind('--ro-bind-try', path)),
    ...['--remount-ro', '/', '--chdir', cwd ?? '/tmp', '--'],
    ...(account ? [findOnPath('setpriv') ?? 'setpriv', ...OTHER_ACCOUNT, '--'] : []),
  ];
}

/** Where the tool lies itself, when it is none of the system's. */
function ownFolder(tool: string): string[] {
  return tool.startsWith('/usr/') || ROOT_FOLDERS.some((folder) => tool.startsWith(`${folder}/`)) ? [] : [dirname(tool)];
}

/**
 * Puts a program behind everything that this machine has to shut it in. Each link replaces itself by the next one, so
 * the process that is started is the one to be killed.
 *
 * @param standing what to use of what this machine has
 */
export async function confine(job: Confinement, standing: Omit<SandboxStanding, 'missing'>): Promise<ConfinedCommand> {
  const cwd = job.cwd && resolve(job.cwd);
  const reads = job.reads.map((path) => resolve(path));
  const tool = [job.tool, ...job.args];
  const nice = job.niceness ? findOnPath('nice') : null;
  const before = [...(nice ? [nice, '-n', String(job.niceness)] : []), ...(standing.limits ? [findOnPath('prlimit') ?? 'prlimit', ...prlimitArgs(job.limits)] : [])];
  if (standing.account) {
    for (const path of reads) await grantReading(path);
    if (cwd) await lendFolder(cwd);
  }
  const release = async (): Promise<void> => {
    if (standing.account && cwd) await takeBackFolder(cwd);
  };
  if (standing.namespaces) {
    const wrapped = namespaceArgs({ account: standing.account, cwd, reads: [...ownFolder(job.tool), ...reads] });
    return { line: commandLine([...before, findOnPath('bwrap') ?? 'bwrap', ...wrapped, ...tool]), files: [], release };
  }
  const setpriv = standing.limits ? [findOnPath('setpriv') ?? 'setpriv', ...(standing.account ? OTHER_ACCOUNT : []), '--pdeathsig', 'KILL', '--no-new-privs', '--'] : [];
  if (!standing.account) return { line: commandLine([...before, ...setpriv, ...tool]), files: [], release };
  const handed = await handOver(reads.filter((path) => path !== cwd), tool);
  return {
    line: commandLine([...before, ...setpriv, ...handed.tool]),
    files: handed.files,
    release: async () => {
      await Promise.all(handed.files.map((file) => file.close()));
      await release();
    },
  };
}

function commandLine(words: string[]): [string, ...string[]] {
  const [command = '', ...args] = words;
  return [command, ...args];
}

/** The other account may not walk through our folders, so it gets its files open. */
async function handOver(reads: string[], tool: string[]): Promise<{ files: FileHandle[]; tool: string[] }> {
  const files: FileHandle[] = [];
  const names = new Map<string, string>();
  for (const path of reads) {
    const file = await open(path, 'r').catch(() => null);
    if (!file) continue;
    const inside = `/proc/self/fd/${files.push(file) + 2}`;
    names.set(path, inside).set(`file:${path}`, `file:${inside}`);
  }
  return { files, tool: tool.map((word) => names.get(word) ?? word) };
}
