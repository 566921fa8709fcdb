import { Global, Module } from '@nestjs/common';
import { BlindIndex } from './blind-index.js';
import { FileKms, Kms } from './kms.js';
import { PersonKeys } from './person-keys.js';

@Global()
@Module({ providers: [{ provide: Kms, useClass: FileKms }, PersonKeys, BlindIndex], exports: [Kms, PersonKeys, BlindIndex] })
export class CryptoModule {}
