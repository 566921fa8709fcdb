import { Body, Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, OptionalCaller, Public, Requires, WhilePending } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { SessionCookie } from '../../platform/auth/session-cookie.js';
import { Returns, ReturnsNothing } from '../../platform/http/returns.js';
import { meSchema } from '../identity.dto.js';
import { MeService } from '../me.service.js';
import { AccountSecurityService } from '../security/account-security.service.js';
import { SessionsService } from '../sessions.service.js';
import { CodeRequestsService } from '../sms/code-requests.service.js';
import { HumanCheckService } from './human-check.service.js';
import { NewSessionsService } from './new-sessions.service.js';
import { RegistrationService } from './registration.service.js';
import {
  type ConfirmationDto,
  type LoginDto,
  type RegisterDto,
  type RequestSmsCodeDto,
  type SecondFactorDto,
  type SmsLoginDto,
  confirmationSchema,
  confirmedSchema,
  humanCheckSchema,
  loginSchema,
  registerSchema,
  registeredSchema,
  requestSmsCodeSchema,
  secondFactorSchema,
  signInOptionsSchema,
  smsCodeSentSchema,
  smsLoginSchema,
} from './sign-in.dto.js';
import { SignInService } from './sign-in.service.js';

@Controller()
export class SignInController {
  constructor(
    private readonly humanCheck: HumanCheckService,
    private readonly codes: CodeRequestsService,
    private readonly registration: RegistrationService,
    private readonly signIn: SignInService,
    private readonly newSessions: NewSessionsService,
    private readonly sessions: SessionsService,
    private readonly security: AccountSecurityService,
    private readonly me: MeService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Which ways of signing in this installation offers. */
  @Get('sign-in-options')
  @Public()
  @Returns(signInOptionsSchema)
  options() {
    return this.codes.options();
  }

  /** A proof of work to be solved by the browser, valid for five minutes and once. */
  @Get('human-check')
  @Public()
  @Returns(humanCheckSchema)
  challenge() {
    return this.humanCheck.challenge();
  }

  /** Sends a code by SMS. The answer is the same whether or not the phone is known. */
  @Post('sms-codes')
  @Public()
  @Returns(smsCodeSentSchema)
  sendCode(@OptionalCaller() caller: Principal | null, @Body({ schema: requestSmsCodeSchema }) body: RequestSmsCodeDto, @Req() request: FastifyRequest) {
    return this.codes.request(body, caller, request.ip);
  }

  /** Registers an account with its person, or finds the one that the phone has, and signs in. */
  @Post('accounts')
  @Public()
  @Returns(registeredSchema, 201)
  async register(@Body({ schema: registerSchema }) body: RegisterDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { account, existing } = await this.registration.register(body, request.ip);
    const me = await this.newSessions.begin(account, request, reply);
    return { ...me, existing };
  }

  @Post('session')
  @Public()
  @Returns(meSchema)
  async login(@Body({ schema: loginSchema }) body: LoginDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const account = await this.signIn.byPassword(body.login, body.password, request.ip, body.humanCheck);
    return this.newSessions.begin(account, request, reply);
  }

  @Post('session/sms')
  @Public()
  @Returns(meSchema)
  async loginBySms(@Body({ schema: smsLoginSchema }) body: SmsLoginDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const account = await this.signIn.bySms(body.phone, body.code, request.ip);
    return this.newSessions.begin(account, request, reply);
  }

  /** Completes a sign-in, or lets roles hold that need a second factor. */
  @Post('session/second-factor')
  @Requires('account.secure_own')
  @WhilePending('second_factor', 'password')
  @Returns(meSchema)
  async giveSecondFactor(@Caller() caller: Principal, @Body({ schema: secondFactorSchema }) body: SecondFactorDto, @Res({ passthrough: true }) reply: FastifyReply) {
    const issued = await this.security.giveSecondFactor(caller, body);
    this.cookie.write(reply, issued.token, issued.expiresAt);
    return this.me.describe(caller.accountId, issued.sessionId);
  }

  /** Password or code once more: the next ten minutes count as confirmed. */
  @Post('session/confirmation')
  @Requires('account.secure_own')
  @WhilePending('password')
  @Returns(confirmedSchema)
  async confirm(@Caller() caller: Principal, @Body({ schema: confirmationSchema }) body: ConfirmationDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { token, expiresAt, confirmedUntil } = await this.security.confirm(caller, body, request.ip);
    this.cookie.write(reply, token, expiresAt);
    return { confirmedUntil: confirmedUntil.toISOString() };
  }

  @Delete('session')
  @Public()
  @ReturnsNothing()
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = this.cookie.read(request);
    if (token) await this.sessions.end(token);
    this.cookie.clear(reply);
  }
}
