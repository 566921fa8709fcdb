import { Global, Module } from '@nestjs/common';
import { PrincipalResolver } from '../platform/auth/principal.js';
import { SessionCookie } from '../platform/auth/session-cookie.js';
import { RegionsModule } from '../regions/regions.module.js';
import { AccountsService } from './accounts.service.js';
import { IdentityController } from './identity.controller.js';
import { MeService } from './me.service.js';
import { PersonsModule } from './persons.module.js';
import { SessionsService } from './sessions.service.js';

/** Accounts, sessions, real names, roles. Global, because every guarded route asks it who is calling. */
@Global()
@Module({
  imports: [PersonsModule, RegionsModule],
  controllers: [IdentityController],
  providers: [
    AccountsService,
    MeService,
    SessionCookie,
    SessionsService,
    { provide: PrincipalResolver, useExisting: SessionsService },
  ],
  exports: [AccountsService, PersonsModule, PrincipalResolver, SessionCookie],
})
export class IdentityModule {}
