import { formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { MergeOutcome } from '../merging/learning-records.js';
import { PersonMergeService } from '../merging/person-merge.service.js';
import { PersonsInScope } from '../persons-in-scope.js';
import { DeskPersons } from './desk-persons.js';
import type { MergeDto, MergeOutcomeDto } from './desk.dto.js';

/** Merging as a desk does it: both records within the caller's regions, the document seen. */
@Injectable()
export class DeskMergeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: PersonsInScope,
    private readonly deskPersons: DeskPersons,
    private readonly merging: PersonMergeService,
  ) {}

  /** @throws Problem not_found, merge_refused, merge_into_deceased */
  async preview(caller: Principal, keepPersonId: string, absorbPersonId: string): Promise<MergeOutcomeDto> {
    for (const id of [keepPersonId, absorbPersonId]) await this.persons.get(this.dataSource.manager, id, caller.scope('desk.merge'));
    return describe(await this.merging.preview(keepPersonId, absorbPersonId));
  }

  /** @throws Problem not_found, staff_account, merge_refused, merge_into_deceased */
  async merge(caller: Principal, keepPersonId: string, { absorbPersonId, reason }: MergeDto): Promise<MergeOutcomeDto> {
    const outcome = await inTransaction(this.dataSource, async (tx) => {
      for (const id of [keepPersonId, absorbPersonId]) {
        await this.persons.get(tx, id, caller.scope('desk.merge'));
        await this.deskPersons.assertRolesWithin(tx, caller, id);
      }
      return this.merging.merge(tx, { keepPersonId, absorbPersonId, by: caller.accountId, reason });
    });
    return describe(outcome);
  }
}

function describe({ years, ...counts }: MergeOutcome): MergeOutcomeDto {
  return {
    ...counts,
    years: years.map((year) => ({
      ...year,
      keptCredits: formatCredits(year.keptUnits),
      absorbedCredits: formatCredits(year.absorbedUnits),
      mergedCredits: formatCredits(year.mergedUnits),
    })),
  };
}
