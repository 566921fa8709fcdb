// A worker in miniature for the hostile corpus: one process that makes lessons of all uploads it is told of.
import { inspectSource, MediaError, renderDocument, transcode, verifyHls } from '../index.js';

/** One upload and where its lesson goes. */
export interface Order {
  name: string;
  file: string;
  outputDir: string;
  deadlineMs: number;
}

/** What became of it. */
export interface Answer {
  name: string;
  pid: number;
  /** `lesson`, the code of a MediaError, or `threw` with any other error. */
  outcome: string;
  /** Words for the log. */
  detail: string;
  /** Pixels of the source's picture; null without one, and for a refusal. */
  width: number | null;
}

async function makeLesson({ file, outputDir, deadlineMs }: Order): Promise<number | null> {
  const signal = AbortSignal.timeout(deadlineMs);
  const source = await inspectSource(file, { signal });
  const job = { input: file, outputDir, signal, niceness: 0 };
  if (source.kind === 'document') {
    await renderDocument({ ...job, source });
    return null;
  }
  await transcode({ ...job, source });
  await verifyHls(outputDir, source);
  return source.probe.video?.width ?? null;
}

async function answerTo(order: Order): Promise<Answer> {
  const ended = { name: order.name, pid: process.pid, width: null };
  try {
    return { ...ended, outcome: 'lesson', detail: '', width: await makeLesson(order) };
  } catch (error) {
    if (error instanceof MediaError) return { ...ended, outcome: error.code, detail: error.detail };
    return { ...ended, outcome: 'threw', detail: String(error) };
  }
}

process.on('message', (order: Order) => void answerTo(order).then((answer) => process.send?.(answer)));
