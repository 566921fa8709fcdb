import type { LearnerListQuery } from './use-learners';

/** What the list shows. It stands in the address, all but numbers of phones and documents. */
export interface LearnerAddress extends Omit<LearnerListQuery, 'regionId'> {
  /** The regions chosen, each under the one before. */
  regions: readonly string[];
}

export const VERIFICATIONS = ['unverified', 'pending', 'verified', 'rejected'] as const;
export const STATES = ['active', 'moved', 'deceased'] as const;
export const SEXES = ['female', 'male'] as const;

/** Reads the address; whatever cannot be read is left out. */
export function parseAddress(params: URLSearchParams): LearnerAddress {
  const one = <T extends string>(of: readonly T[], name: string) => of.find((value) => value === params.get(name));
  return {
    regions: params.get('regions')?.split(',').filter(Boolean) ?? [],
    q: params.get('q') ?? undefined,
    verification: one(VERIFICATIONS, 'verification'),
    state: one(STATES, 'state'),
    sex: one(SEXES, 'sex'),
    ageFrom: ageOf(params.get('ageFrom')),
    ageTo: ageOf(params.get('ageTo')),
    cursor: params.get('cursor') ?? undefined,
  };
}

/** The address of the list. */
export function addressOf(address: LearnerAddress): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...address, regions: address.regions.join(',') })) {
    if (value !== undefined && value !== '') params.set(name, String(value));
  }
  const query = params.toString();
  return query === '' ? '/learners' : `/learners?${query}`;
}

/** Whole years, or nothing. */
export function ageOf(text: string | null): number | undefined {
  const age = Number(text);
  return text !== null && text.trim() !== '' && Number.isInteger(age) && age >= 0 && age <= 130 ? age : undefined;
}
