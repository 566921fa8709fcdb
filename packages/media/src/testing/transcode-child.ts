// A worker in miniature for the test that kills it: transcodes and says when ffmpeg is at work.
import { planLadder, probe, transcode } from '../index.js';

const [input = '', outputDir = ''] = process.argv.slice(2);
const found = await probe(input);
await transcode({
  input,
  outputDir,
  probe: found,
  ladder: planLadder(found),
  onProgress: () => process.stdout.write('working\n'),
});
