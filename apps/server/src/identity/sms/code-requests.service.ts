import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/auth/principal.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Problem } from '../../platform/errors/problem.js';
import { AccountsService } from '../accounts.service.js';
import { AccountSecurityService } from '../security/account-security.service.js';
import { HumanCheckService } from '../sign-in/human-check.service.js';
import type { RequestSmsCodeDto, SignInOptionsDto, SmsCodeSentDto } from '../sign-in/sign-in.dto.js';
import { SmsCodesService } from './sms-codes.service.js';

/** Where the codes of the demo can be read. */
export const SMS_CODES_PAGE = '/api/dev/sms-codes.html';

/** Decides to which phone a code goes, and whether one goes at all. */
@Injectable()
export class CodeRequestsService {
  private readonly demo: boolean;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly accounts: AccountsService,
    private readonly security: AccountSecurityService,
    private readonly humanCheck: HumanCheckService,
    private readonly codes: SmsCodesService,
  ) {
    this.demo = config.development;
  }

  options(): SignInOptionsDto {
    return { sms: this.codes.available ? 'available' : 'unavailable', smsCodesPage: this.demo ? SMS_CODES_PAGE : null };
  }

  /**
   * Sends a code. Whether the phone is known can be seen neither from the answer nor from how long it takes.
   * @param caller who is signed in; for `confirm` and `change_phone` somebody must be
   * @throws Problem not_signed_in, invalid_input, human_check_needed, too_many_attempts, sms_unavailable
   */
  async request({ phone, purpose, humanCheck }: RequestSmsCodeDto, caller: Principal | null, address: string): Promise<SmsCodeSentDto> {
    const own = purpose === 'confirm' || purpose === 'change_phone';
    if (own && !caller) throw new Problem('not_signed_in');
    await this.humanCheck.accept(humanCheck);
    const to = purpose === 'confirm' && caller ? await this.security.phoneOf(caller.accountId) : (phone ?? null);
    if (to === null) throw new Problem('invalid_input', [{ field: 'phone', message: purpose === 'confirm' ? '这个账号没有手机号，请用密码确认' : '请填写 11 位手机号' }]);
    const known = purpose !== 'sign_in' || (await this.accounts.credentialsOf({ kind: 'phone', phone: to })) !== null;
    return this.codes.send(to, purpose, address, known);
  }
}
