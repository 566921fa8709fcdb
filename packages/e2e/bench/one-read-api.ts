import 'reflect-metadata';
import { createRequire } from 'node:module';
import { Controller, type DynamicModule, Get, Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';

// A baseline of the benchmarks: the api as it is, with one more route that only reads a row by its primary key for whoever is signed in.
// Decorators are applied by hand, because Node runs this file by stripping types.

/** What this program uses of the built server, which is no package that it could import. */
interface Server {
  ApiModule: { with(config: Config): DynamicModule };
  Caller(): ParameterDecorator;
  Requires(permission: string): MethodDecorator;
  createHttpApp(module: object, logger: unknown): Promise<{ get(token: unknown, options: { strict: false }): DataSource; listen(port: number, host: string): Promise<void> }>;
  createLogger(process: string, level: string): unknown;
  loadConfig(): Config;
}

interface Config {
  logLevel: string;
  port: number;
  host: string;
}

const parts = ['api.module.js', 'platform/auth/access.js', 'platform/config/config.js', 'platform/http/app.js', 'platform/logging/logger.js'];
const modules = await Promise.all(parts.map((file) => import(new URL(`../../../apps/server/dist/${file}`, import.meta.url).href) as Promise<Partial<Server>>));
const server = Object.assign({}, ...modules) as Server;

let dataSource: DataSource;
class Bench {
  async read({ personId }: { personId: string }) {
    const [row]: { sequence: number; hash: string }[] = await dataSource.query('SELECT sequence, hash FROM credit_head WHERE person_id = ?', [personId]);
    return row;
  }
}
const read = Object.getOwnPropertyDescriptor(Bench.prototype, 'read')!;
Get('bench/head')(Bench.prototype, 'read', read);
server.Requires('credits.read_own')(Bench.prototype, 'read', read);
server.Caller()(Bench.prototype, 'read', 0);
Controller()(Bench);

const config = server.loadConfig();
class BenchModule {}
Module({ imports: [server.ApiModule.with(config)], controllers: [Bench] })(BenchModule);

const app = await server.createHttpApp(BenchModule, server.createLogger('api', config.logLevel));
// The server's own copy of the class is the token.
const typeorm = createRequire(new URL('../../../apps/server/dist/api.module.js', import.meta.url))('typeorm') as { DataSource: unknown };
dataSource = app.get(typeorm.DataSource, { strict: false });
await app.listen(config.port, config.host);
