import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { constants, getPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import type { FilmFacts } from '../source/facts.js';
import { processesUsing, untilGone } from '../testing/processes.js';
import { inspectFilm, makeSource, testFolder } from '../testing/sources.js';
import { transcode, type TranscodeJob } from '../transcode.js';
import { runTool } from './run-tool.js';

const { PATH } = process.env;
const LOWEST = constants.priority.PRIORITY_LOW;

describe('a running ffmpeg', () => {
  let folder: Awaited<ReturnType<typeof testFolder>>;
  let input: string;
  let source: FilmFacts;

  beforeAll(async () => {
    folder = await testFolder();
    input = await makeSource(join(folder.dir, 'long.mp4'), { size: '1280x720', seconds: 20, rate: 30 });
    source = await inspectFilm(input);
  });
  afterEach(() => {
    process.env['PATH'] = PATH;
  });
  afterAll(() => folder.remove());

  const job = (more: Partial<TranscodeJob>): TranscodeJob => ({
    input,
    outputDir: join(folder.dir, 'out'),
    source,
    niceness: 0,
    ...more,
  });

  /** Puts a script in ffmpeg's place, where the other account finds it as it finds the system's. */
  async function fakeFfmpeg(script: string): Promise<void> {
    const dir = join(folder.dir, 'bin');
    await mkdir(dir, { recursive: true });
    await chmod(folder.dir, 0o711);
    await writeFile(join(dir, 'ffmpeg'), `#!/bin/sh\n${script}\n`);
    await chmod(join(dir, 'ffmpeg'), 0o755);
    process.env['PATH'] = `${dir}${delimiter}${PATH}`;
  }

  it('is gone when the abort is reported, and so is its output', async () => {
    const stop = new AbortController();
    let running: number[] = [];
    const work = transcode(
      job({
        signal: stop.signal,
        onProgress: () => {
          // What told of progress may have ended by now: the next one tells as well.
          void processesUsing(input).then((pids) => {
            if (pids.length === 0 || running.length > 0) return;
            running = pids;
            stop.abort();
          });
        },
      }),
    );
    await expect(work).rejects.toMatchObject({ code: 'aborted', retryable: true });
    expect(running).not.toEqual([]);
    expect(await processesUsing(input)).toEqual([]);
    expect(await readdir(folder.dir)).not.toContain('out');
  });

  it('dies with its parent, even when that is killed without warning', async () => {
    const testing = join(import.meta.dirname, '..', 'testing');
    const child = spawn(
      process.execPath,
      [
        '--import',
        join(testing, 'source-hooks.mjs'),
        join(testing, 'transcode-child.ts'),
        input,
        join(folder.dir, 'orphan'),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    expect((await processesUsing(input)).length).toBeGreaterThanOrEqual(2);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await untilGone(input);
  });

  it('is stopped at its deadline, also when it only sleeps', async () => {
    await expect(transcode(job({ deadlineMs: 300 }))).rejects.toMatchObject({ code: 'deadline_exceeded' });
    await fakeFfmpeg('exec sleep 600');
    await expect(transcode(job({ deadlineMs: 300 }))).rejects.toMatchObject({ code: 'deadline_exceeded' });
    expect(await readdir(folder.dir)).not.toContain('out');
  });

  it('is not believed: exit code 0 without output, or with a full disk, is a failure', async () => {
    await fakeFfmpeg('exit 0');
    await expect(transcode(job({}))).rejects.toMatchObject({ code: 'output_incomplete', retryable: true });
    await fakeFfmpeg('echo "av_interleaved_write_frame(): No space left on device" >&2; exit 0');
    await expect(transcode(job({}))).rejects.toMatchObject({ code: 'disk_full', retryable: true });
  });

  it('sees no secret of the server in its environment', async () => {
    process.env['DATABASE_URL'] = 'mysql://secret';
    await fakeFfmpeg('env');
    const end = await runTool({ tool: 'ffmpeg', args: [], deadlineMs: 10_000 });
    delete process.env['DATABASE_URL'];
    expect(end.stdout).toContain('PATH=');
    expect(end.stdout).not.toContain('secret');
  });

  it('runs at low priority', async () => {
    await fakeFfmpeg('exec nice');
    // It adds to the priority that the tests themselves run at.
    expect((await runTool({ tool: 'ffmpeg', args: [], deadlineMs: 10_000, niceness: 10 })).stdout.trim()).toBe(String(Math.min(LOWEST, getPriority() + 10)));
  });

  it('is missed by name', async () => {
    process.env['PATH'] = join(folder.dir, 'nothing');
    await expect(runTool({ tool: 'ffmpeg', args: [], deadlineMs: 1000 })).rejects.toMatchObject({
      code: 'tool_missing',
    });
  });

  it('keeps the end of what it complained about', async () => {
    await fakeFfmpeg(`i=0; while [ $i -lt 3000 ]; do echo "line $i of many"; i=$((i+1)); done >&2; exit 3`);
    const end = await runTool({ tool: 'ffmpeg', args: [], deadlineMs: 10_000 });
    expect(end).toMatchObject({ code: 3 });
    expect(end.stderr).toContain('line 2999 of many');
    expect(end.stderr.length).toBeLessThanOrEqual(8192);
    expect(await readFile(input)).toBeDefined();
  });
});
