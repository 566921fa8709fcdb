import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { MediaModule } from '../media/media.module.js';
import { StorageChecksController } from './storage-checks.controller.js';
import { StorageChecksService } from './storage-checks.service.js';

/** 存储, as administrators use it. */
@Module({ imports: [IdentityModule, MediaModule], controllers: [StorageChecksController], providers: [StorageChecksService] })
export class StorageChecksModule {}
