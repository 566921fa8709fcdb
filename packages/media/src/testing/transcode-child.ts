// A worker in miniature for the test that kills it: transcodes and says when ffmpeg is at work.
import { inspectSource, transcode } from '../index.js';

const [input = '', outputDir = ''] = process.argv.slice(2);
const source = await inspectSource(input);
if (source.kind === 'document') throw new Error('a document is no film');
await transcode({
  input,
  outputDir,
  source,
  onProgress: () => process.stdout.write('working\n'),
});
