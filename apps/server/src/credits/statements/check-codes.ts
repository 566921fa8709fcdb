import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../platform/crypto/blind-index.js';

/** Digits and letters that cannot be taken for each other on paper (Crockford). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;
const MISREAD: Record<string, string> = { O: '0', I: '1', L: '1', U: 'V' };

/**
 * 防伪码: 40 bits that stand on a statement and that only the platform can tell from its number, so that knowing or
 * guessing numbers shows nobody's statement. It is computed, not stored.
 */
@Injectable()
export class CheckCodes {
  constructor(private readonly blindIndex: BlindIndex) {}

  /** Eight characters with a hyphen in the middle, e.g. '7Q4M-0ZK2'. */
  of(number: string): string {
    const code = this.plain(number);
    return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
  }

  /** Whether what someone read off a paper is the code of a number; blanks, case and look-alikes do not matter. */
  fits(number: string, typed: string): boolean {
    const read = typed
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[\s\p{Pd}]/gu, '')
      .replace(/[OILU]/g, (letter) => MISREAD[letter]!);
    const [expected, given] = [Buffer.from(this.plain(number)), Buffer.from(read)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  private plain(number: string): string {
    const digest = BigInt(`0x${this.blindIndex.of('check_code', number)}`);
    return Array.from({ length: LENGTH }, (_, at) => ALPHABET[Number((digest >> BigInt(5 * at)) & 31n)]).join('');
  }
}
