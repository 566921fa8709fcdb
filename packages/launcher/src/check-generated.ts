import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { turboCommand } from './build.ts';
import { ownWorkspace } from './workspace.ts';

// `pnpm check:generated`: generates everything anew and fails where a file then differs from the one that was there. The new files stay, to be committed.
const workspace = ownWorkspace();
const before = digests();
const { command, args, cwd, env } = turboCommand(workspace, 'generate');
const generated = spawnSync(command, args, { cwd, env, stdio: 'inherit' });
const after = digests();
const changed = [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file));
for (const file of changed) process.stderr.write(`已过期，现已重新生成，请提交 · stale, now generated anew, to be committed: ${file}\n`);
process.exitCode = generated.status === 0 && changed.length === 0 ? 0 : 1;

function digests(): Map<string, string> {
  const files = globSync('{apps,packages}/**/*.{ts,tsx,json,yaml,md,css,svg}', {
    cwd: workspace.root,
    exclude: (name) => ['node_modules', 'dist', 'coverage', '.turbo'].includes(name),
  });
  return new Map(files.map((file) => [file, createHash('sha256').update(readFileSync(join(workspace.root, file))).digest('hex')]));
}
