import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { LocalStorage } from './local-storage.js';
import { Storage } from './storage.js';

@Global()
@Module({
  providers: [{ provide: Storage, inject: [CONFIG], useFactory: (config: Config) => new LocalStorage(config.storageUrl) }],
  exports: [Storage],
})
export class StorageModule {}
