import { Controller, Get, Param, Post } from '@nestjs/common';
import { Caller, Confirmed, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { storageCheckSchema, storageChecksSchema } from './storage-checks.dto.js';
import { StorageChecksService } from './storage-checks.service.js';

/** 存储: what is stored, and whether storage and database agree. */
@Controller('storage-checks')
export class StorageChecksController {
  constructor(private readonly checks: StorageChecksService) {}

  @Get()
  @Requires('storage.check')
  @Returns(storageChecksSchema)
  list() {
    return this.checks.list();
  }

  /** Begins a comparison; one at a time. */
  @Post()
  @Requires('storage.check')
  @Returns(storageCheckSchema, 202)
  start(@Caller() caller: Principal) {
    return this.checks.start(caller.accountId);
  }

  @Get(':id')
  @Requires('storage.check')
  @Returns(storageCheckSchema)
  get(@Param({ schema: idParams }) { id }: { id: string }) {
    return this.checks.get(id);
  }

  /** Removes the listed strays that still are strays, and has the listed missing files made again where they can be. */
  @Post(':id/repair')
  @Requires('storage.check')
  @Confirmed()
  @Returns(storageCheckSchema, 202)
  repair(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.checks.repair(caller.accountId, id);
  }
}
