import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Runs ffmpeg as a person would, in a folder. */
export async function ffmpeg(cwd: string, args: string): Promise<void> {
  const child = spawn('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args.trim().split(/\s+/)], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
}

/** Makes a source as a camera does, with a little noise. */
export async function makeSource(dir: string, name: string, shape: { size: string; seconds: number; video: string }): Promise<string> {
  await ffmpeg(
    dir,
    `-f lavfi -i testsrc2=s=${shape.size}:r=30:d=${shape.seconds},noise=alls=4:allf=t -f lavfi -i sine=f=440:r=48000:d=${shape.seconds}
     -c:v libx264 -pix_fmt yuv420p ${shape.video} -c:a aac -ac 2 -movflags +faststart ${name}`,
  );
  return join(dir, name);
}

const hls = (name: string): string =>
  `-f hls -hls_time 4 -hls_playlist_type vod -hls_segment_type fmp4 -hls_segment_filename ${name}/%05d.m4s ${name}/index.m3u8`;

const PICTURES: Record<string, { size: string; rate: number }> = {
  '1080p': { size: '1920:1080', rate: 3500 },
  '720p': { size: '1280:720', rate: 1800 },
  '480p': { size: '854:480', rate: 800 },
  '240p': { size: '426:240', rate: 300 },
};

/**
 * What a person would write for the same renditions: one process, the source split and scaled, no poster, no previews,
 * no check.
 *
 * @param names renditions, largest first; the largest has the source's size
 */
export async function rawLadder(dir: string, source: string, names: string[]): Promise<void> {
  for (const name of [...names, 'slides', 'sound', 'audio']) await mkdir(join(dir, name), { recursive: true });
  const scaled = names.slice(1).map((name) => `[to${name}]scale=${PICTURES[name]?.size}[${name}]`);
  const graph = `[0:v]split=${names.length + 1}[${names[0]}]${names.slice(1).map((name) => `[to${name}]`).join('')}[toslides];${scaled.join(';')};[toslides]fps=1,scale=854:480[slides]`;
  const video = (name: string, rate: number, more = ''): string =>
    `-map [${name}] -c:v libx264 -preset veryfast -profile:v high -crf 23 -maxrate ${rate}k -bufsize ${2 * rate}k ${more}
     -force_key_frames expr:gte(t,n_forced*4) -sc_threshold 0 ${hls(name)}`;
  const audio = (name: string, rate: number, channels: number, hertz: number): string =>
    `-map 0:a -c:a aac -b:a ${rate}k -ac ${channels} -ar ${hertz} ${hls(name)}`;
  await ffmpeg(
    dir,
    `-i ${source} -filter_complex ${graph} ${names.map((name) => video(name, PICTURES[name]?.rate ?? 0)).join(' ')}
     ${video('slides', 25)} ${audio('sound', 96, 2, 48_000)} ${audio('audio', 32, 1, 24_000)}`,
  );
}

/** The picture of a source cut into segments as it is. */
export async function rawCopy(dir: string, source: string): Promise<void> {
  await mkdir(join(dir, 'top'), { recursive: true });
  await ffmpeg(dir, `-i ${source} -map 0:v -c copy ${hls('top')}`);
}
