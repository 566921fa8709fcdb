import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { LocalStorage } from './local-storage.js';
import { Scratch } from './scratch.js';
import { Storage } from './storage.js';

@Global()
@Module({
  providers: [
    { provide: Scratch, inject: [CONFIG], useFactory: (config: Config) => new Scratch(config.scratchDir) },
    { provide: Storage, inject: [CONFIG], useFactory: (config: Config) => new LocalStorage(config.storageUrl) },
  ],
  exports: [Scratch, Storage],
})
export class StorageModule {}
