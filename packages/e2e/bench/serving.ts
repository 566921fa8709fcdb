import { execFile } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../src/support/private-system.ts';
import { plainNginx, productionNginx } from './nginx.ts';
import { residentMiB, startServer, stopServer } from './process.ts';
import { API, type Stage, onStage } from './stage.ts';
import { type Ratio, median, pairedRatio } from './table.ts';

const ALTERNATIONS = 3;
const SECONDS = 4;
const CONNECTIONS = 32;
const MIB = 1024 ** 2;
/** Segments that many watch at the same time, and all that anybody watches: more than the api may keep. */
const HOT = 64;
const ALL = 400;
const CACHE_MIB = 256;
const TOKEN = 'the-cookie-of-a-learner';
const KEY_FILE = 'secrets/media-signing.key';

/** A video in the storage of a stage. */
interface Film {
  /** Its folder below the storage, for a server that checks nothing. */
  plain: string;
  /** The same, signed. */
  signed: string;
}

/** How fast media is served: by nginx with and without the check of the signature, and by the api against plain nginx. */
export async function run(): Promise<Ratio[]> {
  return onStage('none', async (stage) => {
    const { folder } = stage.system;
    const storage = join(folder, 'storage');
    const film = await makeFilm(stage);
    const keys = { storage, signingKeyFile: join(folder, KEY_FILE) };
    await using checking = await productionNginx(join(folder, 'checking'), keys, (template) => template);
    await using trusting = await productionNginx(join(folder, 'trusting'), keys, withoutCheck);
    await using plain = await plainNginx(join(folder, 'plain'), storage);
    const port = await freePort();
    const api = await startServer(API, stage.env, port, '/api/health/ready');
    try {
      const idle = await residentMiB(api.child.pid!);
      const signedAt = (origin: string) => `${origin}${film.signed}`;
      const [apiAt, plainAt] = [signedAt(`http://127.0.0.1:${port}`), `${plain.origin}${film.plain}`];
      const nginx = await inTurns(folder, 'segments', signedAt(checking.origin), signedAt(trusting.origin));
      const segments = await inTurns(folder, 'segments', apiAt, plainAt);
      const playlists = await inTurns(folder, 'playlist', apiAt, plainAt);
      await load(folder, 'everything', apiAt);
      const grown = (await residentMiB(api.child.pid!)) - idle;
      return [
        { name: 'media: 1 MiB segments through nginx, signature checked', ...nginx.ratio, baseline: 'the same nginx without the check', note: nginx.note },
        { name: 'media: 1 MiB segments by the api itself', ...segments.ratio, baseline: 'plain nginx, MB/s', note: segments.note },
        { name: 'media: playlists by the api itself', ...playlists.ratio, baseline: 'plain nginx, requests/s', note: playlists.note },
        { name: 'media: memory of the api above idle', ratio: grown / CACHE_MIB, min: grown / CACHE_MIB, max: grown / CACHE_MIB, baseline: `${CACHE_MIB} MiB`, note: `${grown.toFixed(0)} MiB above ${idle.toFixed(0)}, after ${ALL} segments of 1 MiB` },
      ];
    } finally {
      await stopServer(api);
    }
  });
}

async function makeFilm({ system }: Stage): Promise<Film> {
  const mediaId = randomUUID();
  const folder = join(system.folder, 'storage/media', mediaId, '1');
  await mkdir(folder, { recursive: true });
  const segment = randomBytes(MIB);
  for (let i = 0; i < ALL; i++) await writeFile(join(folder, `${i}.m4s`), segment);
  await writeFile(join(folder, 'index.m3u8'), '#EXTM3U\n#EXT-X-VERSION:7\n'.padEnd(464, '#EXTINF:4.0,\n0.m4s\n'));
  return { plain: `/media/${mediaId}/1`, signed: `${await signature(system.folder, mediaId)}/1` };
}

/** As apps/server/src/media/media-links.ts signs. */
async function signature(folder: string, mediaId: string): Promise<string> {
  const secret = Buffer.from(await readFile(join(folder, KEY_FILE), 'utf8'), 'base64').toString('base64url');
  const expires = Math.floor(Date.now() / 1000) + 3600;
  const playSession = randomUUID();
  return `/media/${expires}/${playSession}/${createHash('md5').update(`${expires} ${playSession} ${mediaId} ${TOKEN} ${secret}`).digest('base64url')}/${mediaId}`;
}

/** The site's template without what checks a signature. */
function withoutCheck(template: string): string {
  const bare = template.replace(/ {12}if \(\$login_session = ""\) \{[^}]*\}\n/, '').replace(/ {12}secure_link [^]*?if \(\$secure_link != "1"\) \{[^}]*\}\n/, '');
  if (bare.includes('secure_link')) throw new Error('the template checks the signature elsewhere, too');
  return bare;
}

type What = 'segments' | 'playlist' | 'everything';

async function inTurns(folder: string, what: What, measured: string, baseline: string): Promise<{ ratio: ReturnType<typeof pairedRatio>; note: string }> {
  const figures: Record<'measured' | 'baseline', number[]> = { measured: [], baseline: [] };
  for (const address of [measured, baseline]) await load(folder, what, address);
  for (let i = 0; i < ALTERNATIONS; i++) {
    for (const which of i % 2 === 0 ? (['measured', 'baseline'] as const) : (['baseline', 'measured'] as const)) figures[which].push(await load(folder, what, which === 'measured' ? measured : baseline));
  }
  const unit = what === 'playlist' ? 'a second' : 'MiB/s';
  const [of, against] = [median(figures.measured), median(figures.baseline)].map((figure) => figure.toFixed(0));
  return { ratio: pairedRatio(figures.measured, figures.baseline), note: `${of} against ${against} ${unit}; ${CONNECTIONS} connections, ${ALTERNATIONS} alternations` };
}

/** Requests a second; a segment is a MiB. */
async function load(folder: string, what: What, address: string): Promise<number> {
  const script = join(folder, 'requests.lua');
  const path = new URL(address).pathname;
  const files = { segments: HOT, everything: ALL, playlist: 1 }[what];
  const name = what === 'playlist' ? '"/index.m3u8"' : `"/" .. (i % ${files}) .. ".m4s"`;
  await writeFile(script, `local i = 0\nrequest = function()\n  i = i + 1\n  return wrk.format("GET", "${path}" .. ${name})\nend\n`);
  const { stdout } = await promisify(execFile)('wrk', ['-t', '1', '-c', String(CONNECTIONS), '-d', `${SECONDS}s`, '-s', script, '-H', `Cookie: session=${TOKEN}`, address]);
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(stdout);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
}
