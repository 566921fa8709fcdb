import { buildWorkspace } from './build.ts';
import { runCommand } from './run.ts';
import { start } from './start-command.ts';
import { ownWorkspace } from './workspace.ts';

await runCommand((run) => start(ownWorkspace(), run, buildWorkspace));
