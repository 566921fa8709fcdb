import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isWithinScope } from '../../platform/auth/scope.js';
import { RealNameService } from '../real-name.service.js';
import { IntakeRepository, type KnownPerson } from './intake.repository.js';

/** A person as a table names them: by 学员号, document number or both. */
export interface NamedPerson {
  loginNumber: string | null;
  idNumber: string | null;
}

/** Finds registered persons by the numbers of a table, many at once. */
@Injectable()
export class PersonLookup {
  constructor(
    private readonly realNames: RealNameService,
    private readonly repository: IntakeRepository,
  ) {}

  /**
   * @param within nobody outside this region path is found
   * @param hold keeps those found as they are until the transaction ends
   * @returns a person for each name, in their order; null: nobody, somebody elsewhere, or two numbers of two persons
   */
  async find(tx: EntityManager, named: readonly NamedPerson[], { within, hold }: { within: string; hold: boolean }): Promise<(KnownPerson | null)[]> {
    const idIndexes = named.map(({ idNumber }) => (idNumber === null ? [] : this.realNames.indexesOf(idNumber)));
    const byId = await this.repository.byIdIndex(tx, idIndexes.flat(), hold);
    const byLogin = await this.repository.byLoginNumber(tx, named.flatMap(({ loginNumber }) => loginNumber ?? []), hold);
    return named.map(({ loginNumber, idNumber }, i) => {
      const ofId = idIndexes[i]!.map((index) => byId.get(index)).find((one) => one !== undefined);
      const ofLogin = byLogin.get(loginNumber ?? '');
      const person = ofLogin ?? ofId;
      const isNamedTwice = loginNumber !== null && idNumber !== null;
      if (!person || (isNamedTwice && ofId?.id !== ofLogin?.id)) return null;
      const isReachable = person.state !== 'erased' && person.state !== 'merged' && person.regionPath !== null && isWithinScope(person.regionPath, [within]);
      return isReachable ? person : null;
    });
  }

  /** The person behind a login. */
  ofAccount(tx: EntityManager, accountId: string): Promise<string | null> {
    return this.repository.personOfAccount(tx, accountId);
  }
}
