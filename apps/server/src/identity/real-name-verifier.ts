import { Injectable } from '@nestjs/common';

export interface RealName {
  name: string;
  idNumber: string;
}

/** Says whether a name and an ID number belong together. Providers differ in how they know. */
export abstract class RealNameVerifier {
  /** @returns verified: it stands at once; pending: someone will decide; rejected: it does not fit */
  abstract verify(realName: RealName): Promise<'verified' | 'pending' | 'rejected'>;
}

/** The built-in provider: what has a right check digit and a real birth date (checked before) is believed. */
@Injectable()
export class ChecksumVerifier extends RealNameVerifier {
  async verify(): Promise<'verified'> {
    return 'verified';
  }
}
