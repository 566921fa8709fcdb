import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../src/support/private-system.ts';

const DOCKER = resolve(import.meta.dirname, '../../../docker/nginx');

/** A running nginx. */
export interface Nginx extends AsyncDisposable {
  origin: string;
}

/** The nginx of production over a storage folder, by its own entrypoint. @param change of the site's template */
export async function productionNginx(folder: string, { storage, signingKeyFile }: { storage: string; signingKeyFile: string }, change: (template: string) => string): Promise<Nginx> {
  const port = await freePort();
  const here = (text: string) => text.replaceAll(/\/(tmp|srv|etc\/nginx(?!\/mime\.types))\b/g, (_, inside: string) => join(folder, inside)).replace('listen 8080', `listen 127.0.0.1:${port}`);
  await Promise.all(['tmp', 'etc/nginx', 'srv/sites', 'srv/problems'].map((inside) => mkdir(join(folder, inside), { recursive: true })));
  await symlink(storage, join(folder, 'srv/storage'));
  for (const name of ['nginx.conf', 'default.conf.template', 'page-headers.conf', 'media-headers.conf', 'media-from-folder.conf', 'entrypoint.sh']) {
    const text = await readFile(join(DOCKER, name), 'utf8');
    await writeFile(join(folder, 'etc/nginx', name), here(name === 'default.conf.template' ? change(text) : text));
  }
  await chmod(folder, 0o755);
  return run('sh', [join(folder, 'etc/nginx/entrypoint.sh')], port, { MEDIA_SIGNING_KEY_FILE: signingKeyFile, API_ADDRESS: '127.0.0.1:1', PUBLIC_URL: 'http://localhost' });
}

/** nginx as it serves files without any settings of ours. */
export async function plainNginx(folder: string, root: string): Promise<Nginx> {
  const port = await freePort();
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'nginx.conf');
  await writeFile(
    file,
    `worker_processes auto; daemon off; pid ${folder}/nginx.pid; error_log stderr crit;
     events { worker_connections 4096; }
     http { include /etc/nginx/mime.types; sendfile on; tcp_nopush on; access_log off;
       client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
       server { listen 127.0.0.1:${port}; root ${root}; } }`,
  );
  return run('nginx', ['-c', file], port, {});
}

async function run(program: string, args: string[], port: number, env: Record<string, string>): Promise<Nginx> {
  const asRoot = process.getuid?.() === 0 ? ['-g', 'user root;'] : [];
  const child = spawn(program, [...args, ...asRoot], { stdio: ['ignore', 'ignore', 'inherit'], env: { PATH: `${process.env.PATH}:/usr/sbin`, ...env } });
  const ended = once(child, 'exit');
  const origin = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(origin).then(
      () => true,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`);
    await delay(10);
  }
  return {
    origin,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
