import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { openStorage } from './open-storage.js';
import { Scratch } from './scratch.js';
import { Storage } from './storage.js';
import { StoredFileOwners } from './stored-file-owner.js';

@Global()
@Module({
  providers: [
    StoredFileOwners,
    { provide: Scratch, inject: [CONFIG], useFactory: (config: Config) => new Scratch(config.scratchDir) },
    { provide: Storage, inject: [CONFIG, Scratch], useFactory: (config: Config, scratch: Scratch) => openStorage(config.storageUrl, config.secrets.storageAccess, scratch) },
  ],
  exports: [Scratch, Storage, StoredFileOwners],
})
export class StorageModule {}
