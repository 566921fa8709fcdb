import { Controller, Get, Header, Module } from '@nestjs/common';
import { Public } from '../../platform/auth/access.js';
import { DevelopmentSmsSender, type KeptSmsCode } from './development-sms-sender.js';
import { SmsSender } from './sms-sender.js';

/** Shows the codes that were not sent. Only development has these routes. */
@Controller('dev')
export class DevSmsCodesController {
  constructor(private readonly sender: SmsSender) {}

  @Get('sms-codes')
  @Public()
  list(): { items: KeptSmsCode[] } {
    return { items: this.codes() };
  }

  /** The same for people; it looks again every three seconds. */
  @Get('sms-codes.html')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('refresh', '3')
  page(): string {
    const rows = this.codes().map(({ phone, code, sentAt }) => `<tr><td>${phone}<td><strong>${code}</strong><td>${sentAt}`);
    return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>演示短信</title><h1>演示短信</h1><p>演示环境不发短信，验证码在这里看，5 分钟内有效。</p>${
      rows.length > 0 ? `<table cellpadding="8"><tr><th>手机号<th>验证码<th>时间（UTC）${rows.join('')}</table>` : '<p>还没有验证码。</p>'
    }</html>`;
  }

  private codes(): KeptSmsCode[] {
    return this.sender instanceof DevelopmentSmsSender ? this.sender.codes() : [];
  }
}

@Module({ controllers: [DevSmsCodesController] })
export class DevSmsCodesModule {}
