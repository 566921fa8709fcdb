import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, systemClock } from '../clock.js';
import { CONFIG, type Config } from './config.js';

/** Gives every feature the parsed configuration and the one clock. */
@Global()
@Module({})
export class ConfigModule {
  static with(config: Config, clock: Clock = systemClock): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
      ],
      exports: [CONFIG, Clock],
    };
  }
}
