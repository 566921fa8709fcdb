import type { MediaDto } from './media.dto.js';
import type { MediaOutput } from './media.entity.js';

/** The renditions of an output as they are shown; a rendition without a picture is 0 pixels wide on disk. */
export function describeRenditions(output: MediaOutput | null): MediaDto['renditions'] {
  if (!output || 'pages' in output) return [];
  return output.renditions.map(({ name, kind, width, height, bandwidth, averageBandwidth, bytes }) => ({ name, kind, width: width || null, height: height || null, bandwidth, averageBandwidth, bytes }));
}
