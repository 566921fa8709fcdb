import { join } from 'node:path';
import { buildWorkspace } from './build.ts';
import { runToEnd } from './processes.ts';
import { runCommand } from './run.ts';
import { setUpTests } from './test-setup.ts';
import { ownWorkspace } from './workspace.ts';

/** What production begins with (docs/docker.md, DATABASE_MEMORY). */
const MARIADB_SETTINGS = ['--innodb-buffer-pool-size=1G'];

// `npm run bench NAME…`: the services of `npm test` and a built server, then packages/e2e/bench/main.ts with the names.
await runCommand(async (run) => {
  const workspace = ownWorkspace();
  const { folder, env } = await setUpTests(workspace, run, MARIADB_SETTINGS);
  await buildWorkspace(workspace, folder, run);
  const exit = await runToEnd(
    {
      name: 'bench',
      command: workspace.node,
      args: [join(workspace.root, 'packages', 'e2e', 'bench', 'main.ts'), ...process.argv.slice(2)],
      cwd: workspace.root,
      env,
      family: folder,
      output: 'inherit',
    },
    run.signal,
  );
  return exit.code ?? 1;
});
