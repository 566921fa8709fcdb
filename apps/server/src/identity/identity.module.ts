import { Global, Module } from '@nestjs/common';
import { PrincipalResolver } from '../platform/auth/principal.js';
import { SessionCookie } from '../platform/auth/session-cookie.js';
import { RegionsModule } from '../regions/regions.module.js';
import { AccountsService } from './accounts.service.js';
import { IdentityController } from './identity.controller.js';
import { LearnersController } from './learners/learners.controller.js';
import { LearnersRepository } from './learners/learners.repository.js';
import { LearnersService } from './learners/learners.service.js';
import { MeService } from './me.service.js';
import { PersonsModule } from './persons.module.js';
import { RoleCandidatesService } from './roles/role-candidates.service.js';
import { RoleGrantsRepository } from './roles/role-grants.repository.js';
import { RoleGrantsService } from './roles/role-grants.service.js';
import { RolesController } from './roles/roles.controller.js';
import { SessionsService } from './sessions.service.js';

/** Accounts, sessions, real names, roles. Global, because every guarded route asks it who is calling. */
@Global()
@Module({
  imports: [PersonsModule, RegionsModule],
  controllers: [IdentityController, LearnersController, RolesController],
  providers: [
    AccountsService,
    LearnersRepository,
    LearnersService,
    MeService,
    RoleCandidatesService,
    RoleGrantsRepository,
    RoleGrantsService,
    SessionCookie,
    SessionsService,
    { provide: PrincipalResolver, useExisting: SessionsService },
  ],
  exports: [AccountsService, PersonsModule, PrincipalResolver, SessionCookie],
})
export class IdentityModule {}
