import 'reflect-metadata';

// A baseline of the benchmarks: the api as it is, but with one transaction for each watch report. As many are under way
// at once as the pool has connections.
const CONNECTIONS = 12;

/** What this program uses of the built server, which is no package that it could import. */
interface Server {
  ApiModule: { with(config: Config): unknown };
  Batcher: new (run: (reports: unknown[]) => Promise<unknown[]>, grouping: { maxSize: number; parallel: number }) => object;
  WatchService: { receive(reports: unknown[]): Promise<unknown[]> };
  createHttpApp(module: unknown, logger: unknown): Promise<{ get(token: unknown, options: { strict: false }): Server['WatchService']; listen(port: number, host: string): Promise<void> }>;
  createLogger(process: string, level: string): unknown;
  loadConfig(): Config;
}

interface Config {
  logLevel: string;
  port: number;
  host: string;
}

const parts = ['api.module.js', 'learning/watch.service.js', 'platform/batcher.js', 'platform/config/config.js', 'platform/http/app.js', 'platform/logging/logger.js'];
const modules = await Promise.all(parts.map((file) => import(new URL(`../../../apps/server/dist/${file}`, import.meta.url).href) as Promise<Partial<Server>>));
const server = Object.assign({}, ...modules) as Server;

const config = server.loadConfig();
const app = await server.createHttpApp(server.ApiModule.with(config), server.createLogger('api', config.logLevel));
const watch = app.get(server.WatchService, { strict: false });
Object.assign(watch, { group: new server.Batcher((reports) => watch.receive(reports), { maxSize: 1, parallel: CONNECTIONS }) });
await app.listen(config.port, config.host);
