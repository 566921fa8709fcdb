import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runInForeground } from './foreground.mjs';
import { refuse, say } from './say.mjs';

/** How often it is said that npm, which is silent, is still at work. */
const STILL_HERE_MS = 3000;

/**
 * Finds the pnpm that the workspace names, or gets it from the npm registry into `.data/tools`.
 * @param {string} root the workspace
 * @returns {Promise<string>} a PATH on which `pnpm` is that version
 */
export async function pathWithPnpm(root) {
  const version = wantedVersion(root);
  const tools = join(root, '.data', 'tools');
  const path = process.env.PATH ?? '/usr/bin:/bin';
  const ownPath = [join(tools, 'node_modules', '.bin'), path].join(delimiter);
  // Asked in its own folder: inside the workspace another version of pnpm would answer with the version that the workspace names.
  mkdirSync(tools, { recursive: true });
  if (existsSync(join(tools, 'node_modules', 'pnpm')) && pnpmVersion(ownPath, tools) === version) return ownPath;
  if (pnpmVersion(path, tools) === version) return path;

  say(`正在取得 pnpm ${version} …`, `Getting pnpm ${version} …`);
  const startedAt = Date.now();
  const ticker = setInterval(() => process.stderr.write(`… pnpm ${Math.round((Date.now() - startedAt) / 1000)} s\n`), STILL_HERE_MS);
  const [command, ...first] = npmCommand();
  const status = await runInForeground(
    command,
    [...first, 'install', `pnpm@${version}`, '--prefix', tools, '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: tools },
  );
  clearInterval(ticker);
  if (status !== 0 || pnpmVersion(ownPath, tools) !== version) {
    refuse(
      `没能取得 pnpm ${version}。检查网络和 npm 的镜像设置后再运行一次；也可以自己安装：npm install -g pnpm@${version}`,
      `pnpm ${version} could not be fetched. Check the network and npm's registry setting and run the command again, or install it yourself: npm install -g pnpm@${version}`,
    );
  }
  return ownPath;
}

/** @param {string} root */
function wantedVersion(root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // "pnpm@12.21.0", possibly with "+sha512…" behind it.
  return /^pnpm@([^+]+)/.exec(packageManager)?.[1] ?? '';
}

/**
 * @param {string} path
 * @param {string} cwd
 */
function pnpmVersion(path, cwd) {
  const asked = spawnSync('pnpm', ['--version'], { cwd, env: { ...process.env, PATH: path }, encoding: 'utf8', timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'] });
  return asked.status === 0 ? asked.stdout.trim() : null;
}

/**
 * The npm that started this command, or the one on the PATH.
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm'];
}
