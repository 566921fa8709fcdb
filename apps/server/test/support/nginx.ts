import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../src/platform/config/config.js';
import { Problem } from '../../src/platform/errors/problem.js';
import type { ProblemCode } from '../../src/platform/errors/problems.js';
import { eventually } from './eventually.js';

const DOCKER = new URL('../../../../docker/nginx/', import.meta.url);
const CONFIGURATION = ['nginx.conf', 'default.conf.template', 'page-headers.conf', 'media-headers.conf', 'media-from-folder.conf', 'media-from-bucket.conf.template', 'entrypoint.sh'];

/** The nginx of production in front of an api. */
export interface TestNginx {
  /** The socket that it listens at. */
  socketPath: string;
  /** Everything it has logged. */
  log(): Promise<string>;
  close(): Promise<void>;
}

export interface NginxOptions {
  config: Config;
  /** Where the api listens. */
  apiOrigin: string;
  /** Changes to the text of its files. */
  change?: (text: string) => string;
  /** Where the bucket is read, and the file with the key that it asks for; absent: media lie in the folder of the storage. */
  bucket?: { origin: string; keyFile: string };
}

/** One of the files that production's nginx is configured with. */
export function nginxFile(name: string): Promise<string> {
  return readFile(new URL(name, DOCKER), 'utf8');
}

/** Runs nginx by the entrypoint and the configuration of docker/nginx, with the folders of the container in one of its own. */
export async function startNginx({ config, apiOrigin, bucket, change = (text) => text }: NginxOptions): Promise<TestNginx> {
  await using undo = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), 'xuexi-nginx-'));
  undo.defer(() => rm(dir, { recursive: true, force: true }));
  const socketPath = join(dir, 'nginx.sock');
  const here = (text: string) => text.replaceAll(/\/(tmp|srv|etc\/nginx(?!\/mime\.types))\b/g, (_, folder: string) => join(dir, folder)).replace('listen 8080', `listen unix:${socketPath}`);
  await Promise.all(['tmp', 'etc/nginx', 'srv/sites/console', 'srv/problems'].map((folder) => mkdir(join(dir, folder), { recursive: true })));
  const texts = new Map(await Promise.all(CONFIGURATION.map(async (name): Promise<[string, string]> => [name, await nginxFile(name)])));
  for (const [name, text] of texts) await writeFile(join(dir, 'etc/nginx', name), here(change(text)));
  const codes = [...texts.get('default.conf.template')!.matchAll(/\/problems\/(\w+)\.json/g)].map(([, code]) => code as ProblemCode);
  for (const code of codes) await writeFile(join(dir, 'srv/problems', `${code}.json`), JSON.stringify(new Problem(code)));
  await writeFile(join(dir, 'srv/sites/index.html'), '<title>web</title>');
  await writeFile(join(dir, 'srv/sites/console/index.html'), '<title>console</title>');
  if (!bucket) await symlink(fileURLToPath(config.storageUrl), join(dir, 'srv/storage'));
  await writeFile(join(dir, 'media-signing.key'), config.secrets.mediaSigning.toString('base64'));

  const logFile = join(dir, 'log');
  // A file: a pipe of Node's cannot be opened again as /dev/stdout.
  await using log = await open(logFile, 'a');
  const child = spawn('sh', [join(dir, 'etc/nginx/entrypoint.sh'), ...(process.getuid?.() === 0 ? ['-g', 'user root;'] : [])], {
    stdio: ['ignore', log.fd, log.fd],
    env: { PATH: `${process.env.PATH}:/usr/sbin`, MEDIA_SIGNING_KEY_FILE: join(dir, 'media-signing.key'), API_ADDRESS: new URL(apiOrigin).host, PUBLIC_URL: config.publicUrl.href, MEDIA_ORIGIN: bucket?.origin, MEDIA_ORIGIN_KEY_FILE: bucket?.keyFile },
  });
  const ended = once(child, 'exit');
  undo.defer(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${await readFile(logFile, 'utf8')}`);
    return (await stat(socketPath).catch(() => null)) !== null;
  });
  const cleanup = undo.move();
  return { socketPath, log: () => readFile(logFile, 'utf8'), close: () => cleanup.disposeAsync() };
}
