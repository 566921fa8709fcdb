import { CONSENT_PURPOSES, CONSENT_TEXTS, type ConsentPurpose } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import type { Person } from '../person.entity.js';
import { Consent, type ConsentChannel } from './consent.entity.js';
import type { MyConsentDto } from './consents.dto.js';

/** Consents as they were given: per purpose, versioned, never overwritten. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Where a person stands with every purpose. */
  async of(personId: string): Promise<MyConsentDto[]> {
    const inForce = await this.dataSource.manager.find(Consent, { where: { personId, withdrawnAt: IsNull() }, order: { givenAt: 'ASC' } });
    const byPurpose = new Map(inForce.map((consent) => [consent.purpose, consent]));
    return CONSENT_PURPOSES.map((purpose) => {
      const consent = byPurpose.get(purpose);
      return {
        purpose,
        currentVersion: CONSENT_TEXTS[purpose].version,
        given: consent ? { version: consent.version, givenAt: consent.givenAt.toISOString(), channel: consent.channel } : null,
      };
    });
  }

  /** Takes down a consent to the present version, in place of an older one. @returns false when it is in force already */
  async give(tx: EntityManager, person: Pick<Person, 'id'>, given: { purpose: ConsentPurpose; channel: ConsentChannel; by: string | null }): Promise<boolean> {
    if (await this.isGiven(tx, person.id, given.purpose)) return false;
    await this.end(tx, person.id, given.purpose);
    await tx.insert(Consent, {
      id: newId(),
      personId: person.id,
      purpose: given.purpose,
      version: CONSENT_TEXTS[given.purpose].version,
      channel: given.channel,
      recordedBy: given.by,
      givenAt: this.clock.date(),
      withdrawnAt: null,
    });
    return true;
  }

  /** Ends what is in force of a purpose. @returns whether anything was */
  async end(tx: EntityManager, personId: string, purpose: ConsentPurpose): Promise<boolean> {
    const { affected } = await tx.update(Consent, { personId, purpose, withdrawnAt: IsNull() }, { withdrawnAt: this.clock.date() });
    return (affected ?? 0) > 0;
  }

  /** @throws Problem consent_needed unless the present version is in force */
  async assertGiven(tx: EntityManager, personId: string, purpose: ConsentPurpose): Promise<void> {
    if (!(await this.isGiven(tx, personId, purpose))) throw new Problem('consent_needed');
  }

  private isGiven(tx: EntityManager, personId: string, purpose: ConsentPurpose): Promise<boolean> {
    return tx.existsBy(Consent, { personId, purpose, version: CONSENT_TEXTS[purpose].version, withdrawnAt: IsNull() });
  }
}
