import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { ApiModule } from '../../src/api.module.js';
import type { Clock } from '../../src/platform/clock.js';
import type { Config } from '../../src/platform/config/config.js';
import { createHttpApp } from '../../src/platform/http/app.js';
import { serveSites } from '../../src/platform/http/sites.js';
import { serveMediaFiles } from '../../src/media/media-files.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { Agent } from './agent.js';

/** The whole api, as it runs, answering without a port. */
export interface TestApi {
  app: NestFastifyApplication;
  /** A caller without a session. */
  guest: Agent;
  /** Every line it has logged. */
  log: string[];
  /** Opens a port on loopback. @returns its origin */
  listen(): Promise<string>;
  close(): Promise<void>;
}

export async function startApi(config: Config, clock: Clock): Promise<TestApi> {
  const log: string[] = [];
  const app = await createHttpApp(ApiModule.with(config, clock), collectingLogger(config.logLevel, log), config.trustedProxies);
  serveMediaFiles(app);
  serveSites(app, config);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return {
    app,
    guest: new Agent(app),
    log,
    async listen() {
      await app.listen(0, '127.0.0.1');
      return app.getUrl();
    },
    close: () => app.close(),
  };
}

/** The process's own logger, its lines kept instead of written. */
function collectingLogger(level: string, lines: string[]) {
  const logger = createLogger('api', level);
  Object.assign(logger, { [pino.symbols.streamSym]: { write: (line: string) => lines.push(line) } });
  return logger;
}
