import { resolve } from 'node:path';
import { isCopyable } from '../copyable.js';
import { inspectDocument } from '../documents/pdf.js';
import { measureLoudness } from '../loudness.js';
import type { SourceFacts } from './facts.js';
import { probe } from './probe.js';
import { refuseStrangers } from './sniff.js';

/**
 * Reads an uploaded file as a whole, once: what is in it, how loud it is, whether its picture can be copied.
 *
 * @throws MediaError `source_*`, `document_*`, `aborted`, `deadline_exceeded`, `tool_missing`
 */
export async function inspectSource(file: string, opts: { signal?: AbortSignal } = {}): Promise<SourceFacts> {
  if ((await refuseStrangers(file)).kind === 'document') return inspectDocument(resolve(file), opts);
  const found = await probe(file, opts);
  const { video, audio, durationMs } = found;
  const [loudness, copyable] = await Promise.all([
    audio && measureLoudness(file, found, audio, opts),
    isCopyable(file, found, opts),
  ]);
  return { kind: video ? 'video' : 'audio', durationMs, probe: found, loudness, copyable };
}
