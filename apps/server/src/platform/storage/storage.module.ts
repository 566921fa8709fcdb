import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { openStorage } from './open-storage.js';
import { Scratch } from './scratch.js';
import { Storage } from './storage.js';

@Global()
@Module({
  providers: [
    { provide: Scratch, inject: [CONFIG], useFactory: (config: Config) => new Scratch(config.scratchDir) },
    { provide: Storage, inject: [CONFIG, Scratch], useFactory: (config: Config, scratch: Scratch) => openStorage(config.storageUrl, config.secrets.storageAccess, scratch) },
  ],
  exports: [Scratch, Storage],
})
export class StorageModule {}
