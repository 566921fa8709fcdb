import { runCommand } from './run.ts';
import { test } from './test-command.ts';
import { ownWorkspace } from './workspace.ts';

await runCommand((run) => test(ownWorkspace(), run));
