import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { CheckCodes } from './check-codes.js';

/** Where the world finds what it verifies statements with. */
@Injectable()
export class PublicAddresses {
  private readonly root: string;
  /** The platform as an issuer of credentials (did:web): `${root}api/public/did.json` is its document. */
  readonly did: string;

  constructor(
    @Inject(CONFIG) { publicUrl }: Config,
    private readonly codes: CheckCodes,
  ) {
    this.root = new URL('/', publicUrl).href;
    this.did = `did:web:${encodeURIComponent(publicUrl.host)}:api:public`;
  }

  get site(): string {
    return this.root;
  }

  get keys(): string {
    return `${this.root}api/public/keys`;
  }

  /** The page where number and code are typed in. */
  get verification(): string {
    return `${this.root}verify`;
  }

  /** The page that the QR code of a statement opens. */
  verificationOf(number: string): string {
    return `${this.verification}/${number}?code=${this.codes.of(number)}`;
  }

  revocations(year: number): string {
    return `${this.root}api/public/statement-revocations?year=${year}`;
  }

  statusList(closingId: string, block: number): string {
    return `${this.root}api/public/status-lists/${closingId}/${block}`;
  }
}
