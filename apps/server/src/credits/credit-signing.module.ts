import { Module } from '@nestjs/common';
import { CreditKeys } from './credit-keys.service.js';
import { CreditSigning } from './credit-signing.js';

const PARTS = [CreditKeys, CreditSigning];

/** The key that signs credits: whoever signs with it has put it on record before. */
@Module({ providers: PARTS, exports: PARTS })
export class CreditSigningModule {}
