import { Global, Module } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { PrincipalResolver } from '../platform/auth/principal.js';
import { SessionCookie } from '../platform/auth/session-cookie.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { RegionDependants } from '../regions/region-dependants.js';
import { RegionsModule } from '../regions/regions.module.js';
import { AccountsService } from './accounts.service.js';
import { IdentityAtRegions } from './identity-at-regions.js';
import { IdentityController } from './identity.controller.js';
import { LearnersController } from './learners/learners.controller.js';
import { LearnersRepository } from './learners/learners.repository.js';
import { LearnersService } from './learners/learners.service.js';
import { PersonMergeService } from './merging/person-merge.service.js';
import { MeService } from './me.service.js';
import { MyPlaceController } from './my-place.controller.js';
import { MyPlaceService } from './my-place.service.js';
import { PersonsModule } from './persons.module.js';
import { RealNameClaimsService } from './real-name/real-name-claims.service.js';
import { OfficesService } from './roles/offices.service.js';
import { RoleCandidatesService } from './roles/role-candidates.service.js';
import { RoleGrantsRepository } from './roles/role-grants.repository.js';
import { RoleGrantsService } from './roles/role-grants.service.js';
import { RolesController } from './roles/roles.controller.js';
import { AccountSecurityService } from './security/account-security.service.js';
import { PasswordHasher } from './security/password-hasher.js';
import { SecondFactorService } from './security/second-factor.service.js';
import { SecurityController } from './security/security.controller.js';
import { SessionAudit } from './security/session-audit.js';
import { SessionsService } from './sessions.service.js';
import { HumanCheckService } from './sign-in/human-check.service.js';
import { NewSessionsService } from './sign-in/new-sessions.service.js';
import { RegistrationService } from './sign-in/registration.service.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { CodeRequestsService } from './sms/code-requests.service.js';
import { createSmsSender } from './sms/create-sms-sender.js';
import { SmsCodesService } from './sms/sms-codes.service.js';
import { SmsSender } from './sms/sms-sender.js';

/** Accounts, sessions, real names, roles. Global, because every guarded route asks it who is calling. */
@Global()
@Module({
  imports: [PersonsModule, RegionsModule],
  controllers: [IdentityController, LearnersController, MyPlaceController, RolesController, SecurityController, SignInController],
  providers: [
    AccountSecurityService,
    AccountsService,
    CodeRequestsService,
    HumanCheckService,
    LearnersRepository,
    LearnersService,
    MeService,
    MyPlaceService,
    NewSessionsService,
    OfficesService,
    PasswordHasher,
    RegistrationService,
    PersonMergeService,
    RealNameClaimsService,
    RoleCandidatesService,
    RoleGrantsRepository,
    RoleGrantsService,
    SecondFactorService,
    SessionAudit,
    SessionCookie,
    SessionsService,
    SignInService,
    SmsCodesService,
    { provide: SmsSender, inject: [CONFIG, Clock], useFactory: (config: Config, clock: Clock) => createSmsSender(config, clock) },
    { provide: PrincipalResolver, useExisting: SessionsService },
    { provide: RegionDependants, useClass: IdentityAtRegions },
  ],
  exports: [AccountsService, MeService, OfficesService, PasswordHasher, PersonMergeService, PersonsModule, PrincipalResolver, RealNameClaimsService, RegionDependants, SessionCookie, SessionsService, SmsSender],
})
export class IdentityModule {}
