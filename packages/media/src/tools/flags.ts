/**
 * Options as ffmpeg wants them: `{ 'c:v': 'libx264', crf: 23 }` becomes `-c:v libx264 -crf 23`, in the order written.
 */
export function flags(options: Record<string, string | number>): string[] {
  return Object.entries(options).flatMap(([name, value]) => [`-${name}`, String(value)]);
}
