import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where everything of a workspace lies. */
export interface Workspace {
  root: string;
  /** Everything that `npm start` writes and keeps. */
  data: string;
  /** The pinned Node, on which every process of ours runs. */
  node: string;
}

/** The workspace that this package is part of. */
export function ownWorkspace(): Workspace {
  return workspaceAt(dirname(dirname(dirname(import.meta.dirname))));
}

/** The workspace with its root in a folder. One that pins no Node uses the running one. */
export function workspaceAt(root: string): Workspace {
  const pinned = join(root, 'node_modules', 'node', 'bin', 'node');
  return { root, data: join(root, '.data'), node: existsSync(pinned) ? pinned : process.execPath };
}

/** The environment that processes inherit, without what npm tells its own scripts. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package|command|execpath|node_execpath)/.test(name)));
}
