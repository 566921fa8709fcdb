import { join } from 'node:path';
import { LauncherFailure } from './failure.ts';
import { lastLines, type ProcessSpec, rotateLog, runToEnd } from './processes.ts';
import type { Run } from './run.ts';
import { inheritedEnvironment, type Workspace } from './workspace.ts';

const SHOWN_LINES = 60;

/** How a turbo task is run over the workspace; turbo itself skips what has not changed. */
export function turboCommand({ root }: Workspace, task: string): Pick<ProcessSpec, 'name' | 'command' | 'cwd' | 'env'> & { args: string[] } {
  return {
    name: `turbo-${task}`,
    command: join(root, 'node_modules', '.bin', 'turbo'),
    args: ['run', task, '--output-logs=new-only', '--log-order=stream', '--log-prefix=task'],
    cwd: root,
    env: { ...inheritedEnvironment(), TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  };
}

/**
 * Builds what has changed since the last build.
 * @param folder takes the log; its family the build joins
 * @throws {LauncherFailure} with the last lines of the build
 */
export async function buildWorkspace(workspace: Workspace, folder: string, { signal, progress }: Pick<Run, 'signal' | 'progress'>): Promise<void> {
  const logFile = join(folder, 'logs', 'build.log');
  rotateLog(logFile);
  await progress.step('构建 · Building', async (report) => {
    const exit = await runToEnd({ ...turboCommand(workspace, 'build'), family: folder, output: { logFile }, onLine: report }, signal);
    if (exit.code !== 0) {
      throw new LauncherFailure(`构建失败，全部输出见 ${logFile}。`, `The build failed, its whole output is in ${logFile}.`, lastLines(logFile, SHOWN_LINES));
    }
  });
}
