import { Body, Controller, Delete, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, Confirmed, Requires, WhilePending } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { SessionCookie } from '../../platform/auth/session-cookie.js';
import { Returns, ReturnsNothing } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { AccountSecurityService } from './account-security.service.js';
import { SecondFactorService } from './second-factor.service.js';
import {
  type ChangePasswordDto,
  type ChangePhoneDto,
  type TotpConfirmationDto,
  changePasswordSchema,
  changePhoneSchema,
  devicesSchema,
  recoveryCodesSchema,
  totpConfirmationSchema,
  totpStartSchema,
} from './security.dto.js';

/** 账号安全: password, phone, devices and second factor of the caller. */
@Controller('me')
export class SecurityController {
  constructor(
    private readonly security: AccountSecurityService,
    private readonly secondFactor: SecondFactorService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Sets or changes the password and ends all other sessions. Without the old password it takes a confirmation. */
  @Post('password')
  @Requires('account.secure_own')
  @WhilePending('password')
  @ReturnsNothing()
  async changePassword(@Caller() caller: Principal, @Body({ schema: changePasswordSchema }) body: ChangePasswordDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { token, expiresAt } = await this.security.changePassword(caller, body, request.ip);
    this.cookie.write(reply, token, expiresAt);
  }

  /** Moves the account to the phone that the code was sent to. */
  @Post('phone')
  @Requires('account.secure_own')
  @Confirmed()
  @ReturnsNothing()
  async changePhone(@Caller() caller: Principal, @Body({ schema: changePhoneSchema }) body: ChangePhoneDto, @Req() request: FastifyRequest): Promise<void> {
    await this.security.changePhone(caller, body, request.ip);
  }

  /** Where the account is signed in. */
  @Get('sessions')
  @Requires('account.secure_own')
  @Returns(devicesSchema)
  async devices(@Caller() caller: Principal) {
    return { items: await this.security.devices(caller) };
  }

  @Delete('sessions/:id')
  @Requires('account.secure_own')
  @ReturnsNothing()
  async revokeDevice(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.security.revokeDevice(caller, id);
  }

  /** Signs the account out everywhere but here. */
  @Delete('sessions')
  @Requires('account.secure_own')
  @ReturnsNothing()
  async revokeOtherDevices(@Caller() caller: Principal): Promise<void> {
    await this.security.revokeOtherDevices(caller);
  }

  /** Draws a secret for an authenticator app; an older one stays in force until the new one is confirmed. */
  @Post('totp')
  @Requires('account.secure_own')
  @Confirmed()
  @Returns(totpStartSchema, 201)
  startTotp(@Caller() caller: Principal) {
    return this.secondFactor.start(caller.accountId);
  }

  /** Turns the second factor on with the first code; it counts as given in this session. */
  @Post('totp/confirmation')
  @Requires('account.secure_own')
  @Confirmed()
  @Returns(recoveryCodesSchema)
  async confirmTotp(@Caller() caller: Principal, @Body({ schema: totpConfirmationSchema }) body: TotpConfirmationDto, @Res({ passthrough: true }) reply: FastifyReply) {
    const codes = await this.secondFactor.confirm(caller.accountId, body.code);
    const { token, expiresAt } = await this.security.secondFactorGiven(caller);
    this.cookie.write(reply, token, expiresAt);
    return codes;
  }

  /** Ten new recovery codes; those of before are void. */
  @Post('totp/recovery-codes')
  @Requires('account.secure_own')
  @Confirmed()
  @Returns(recoveryCodesSchema)
  newRecoveryCodes(@Caller() caller: Principal) {
    return this.secondFactor.newRecoveryCodes(caller.accountId);
  }

  @Delete('totp')
  @Requires('account.secure_own')
  @Confirmed()
  @ReturnsNothing()
  async turnTotpOff(@Caller() caller: Principal): Promise<void> {
    await this.secondFactor.turnOff(caller.accountId);
  }
}
