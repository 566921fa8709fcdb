import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { runInForeground } from './foreground.mjs';
import { acquireLock } from './lock.mjs';
import { refuse, say } from './say.mjs';

/**
 * Installs the workspace exactly as its lockfile says, unless nothing has changed since the last complete install.
 * A second command that comes while one installs waits for it.
 * @param {string} root the workspace
 * @param {string} path the PATH on which `pnpm` is found
 */
export async function installWorkspace(root, path) {
  if (isInstalled(root)) return;
  const lock = await installLock(root);
  try {
    if (!isInstalled(root)) await install(root, path);
  } finally {
    lock.release();
  }
}

/** @param {string} root */
async function installLock(root) {
  const file = join(root, '.data', 'install.lock');
  for (let told = false; ; told = true) {
    const lock = acquireLock(file);
    if ('release' in lock) return lock;
    if (!told) say('另一个命令正在安装依赖，等它完成 …', 'Another command is installing the workspace, waiting for it …');
    await wait(300);
  }
}

/**
 * @param {string} root
 * @param {string} path
 */
async function install(root, path) {
  say('正在安装依赖（pnpm install）…', 'Installing the workspace (pnpm install) …');
  const before = fingerprint(root);
  const status = await runInForeground('pnpm', ['install', '--frozen-lockfile', '--config.confirmModulesPurge=false'], {
    cwd: root,
    env: { ...process.env, PATH: path },
  });
  if (status !== 0) {
    refuse(
      '依赖没有装好，原因见上面 pnpm 的输出。网络恢复后再运行一次；改过 package.json 的话，先运行 pnpm install 更新 pnpm-lock.yaml。',
      'The workspace could not be installed; pnpm says why above. Run the command again once the network is back; after a change of a package.json run pnpm install first.',
    );
  }
  // Written last: an install that was cut off leaves no stamp and is done again.
  writeFileSync(stampFile(root), before);
}

/**
 * Whether the last complete install was of just these manifests, and its results are still there.
 * @param {string} root
 */
function isInstalled(root) {
  if (!existsSync(pinnedNode(root)) || !existsSync(stampFile(root))) return false;
  const modulesThere = workspaceManifests(root).every(({ folder, manifest }) => {
    const needsModules = [manifest.dependencies, manifest.devDependencies].some((list) => Object.keys(list ?? {}).length > 0);
    return !needsModules || existsSync(join(folder, 'node_modules'));
  });
  return modulesThere && readFileSync(stampFile(root), 'utf8') === fingerprint(root);
}

/**
 * The Node of the workspace, which everything after the bootstrap runs on.
 * @param {string} root
 */
export function pinnedNode(root) {
  return join(root, 'node_modules', 'node', 'bin', 'node');
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'node_modules', '.xuexi-installed');
}

/** @param {string} root */
function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${root}\n`);
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc'].map((name) => join(root, name)).filter((file) => existsSync(file));
  for (const file of [...files, ...workspaceManifests(root).map(({ file: manifest }) => manifest)]) hash.update(`${file}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * The manifests of the root and of every package, in a fixed order.
 * @param {string} root
 */
function workspaceManifests(root) {
  const folders = ['apps', 'packages'].flatMap((group) => {
    const parent = join(root, group);
    return existsSync(parent) ? readdirSync(parent).sort().map((name) => join(parent, name)) : [];
  });
  return [root, ...folders]
    .map((folder) => ({ folder, file: join(folder, 'package.json') }))
    .filter(({ file }) => existsSync(file))
    .map((entry) => ({ ...entry, manifest: JSON.parse(readFileSync(entry.file, 'utf8')) }));
}
