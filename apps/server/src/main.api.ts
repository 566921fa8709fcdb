import 'reflect-metadata';
import { ApiModule } from './api.module.js';
import { serveMediaFiles } from './media/media-files.js';
import { loadConfig } from './platform/config/config.js';
import { createHttpApp } from './platform/http/app.js';
import { serveSites } from './platform/http/sites.js';
import { createLogger } from './platform/logging/logger.js';

const config = loadConfig();
const app = await createHttpApp(ApiModule.with(config), createLogger('api', config.logLevel), config.trustedProxies);
serveMediaFiles(app);
serveSites(app, config);
await app.listen(config.port, config.host);
