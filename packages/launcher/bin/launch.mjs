#!/usr/bin/env node
// `npm start`, `npm test` and `npm run bench` begin here, on whatever Node the machine has and before anything is installed: no dependencies.
// It gets pnpm, installs the workspace, and hands over to src/<command>.ts on the Node that the workspace pins.
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderProblem } from './bootstrap/data-folder.mjs';
import { handleSignals, handOver } from './bootstrap/foreground.mjs';
import { installWorkspace, pinnedNode } from './bootstrap/install.mjs';
import { checkPlatform } from './bootstrap/platform.mjs';
import { pathWithPnpm } from './bootstrap/pnpm.mjs';
import { refuse } from './bootstrap/say.mjs';

const launcher = dirname(dirname(fileURLToPath(import.meta.url)));
const root = dirname(dirname(launcher));

const [command = '', ...rest] = process.argv.slice(2);
const entry = join(launcher, 'src', `${command}.ts`);
if (!['start', 'test', 'bench'].includes(command) || !existsSync(entry)) {
  refuse('用法：node packages/launcher/bin/launch.mjs start|test|bench', 'Usage: node packages/launcher/bin/launch.mjs start|test|bench');
}

checkPlatform();
handleSignals();
checkDataFolder(join(root, '.data'));
const path = await pathWithPnpm(root);
await installWorkspace(root, path);

const node = pinnedNode(root);
process.exitCode = await handOver(node, [entry, ...rest], {
  cwd: root,
  env: { ...process.env, PATH: [dirname(node), join(root, 'node_modules', '.bin'), path].join(delimiter) },
});

/** @param {string} folder */
function checkDataFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const problem = folderProblem(folder, error);
    if (problem === null) throw error;
    refuse(problem.zh, problem.en);
  }
}
