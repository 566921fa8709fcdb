// `npm start` on the stub server: node start-stub.ts WORKSPACE
import { runCommand } from '../src/run.ts';
import { start } from '../src/start-command.ts';
import { workspaceAt } from '../src/workspace.ts';

const [, , root = ''] = process.argv;
await runCommand((run) => start(workspaceAt(root), run, async () => undefined));
