import { CONSENT_PURPOSES, CONSENT_TEXTS, type ConsentPurpose } from '@xuexi/domain';
import type { Consent } from '../identity/consents/consent.entity.js';
import { demoId } from './world/demo-id.js';

/** Where consents of the demo were given; `recordedBy`: account of the staff who took them down, null for those given on the site. */
export type ConsentPlace = Pick<Consent, 'channel' | 'recordedBy'>;

/** Given by the person alone, on the learner site. */
export const ON_SITE: ConsentPlace = { channel: 'web', recordedBy: null };

/** The consents of a person to the present texts. @param givenAt of each purpose; null: never given */
export function consentRows(personId: string, place: ConsentPlace, givenAt: Readonly<Record<ConsentPurpose, Date | null>>): Consent[] {
  return CONSENT_PURPOSES.flatMap((purpose) => {
    const at = givenAt[purpose];
    return at === null ? [] : { id: demoId(`consent:${purpose}:${personId}`, at.getTime()), personId, purpose, version: CONSENT_TEXTS[purpose].version, ...place, givenAt: at, withdrawnAt: null };
  });
}
