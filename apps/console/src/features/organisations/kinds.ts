import { ORGANISATION_KINDS, type OrganisationKind } from '@xuexi/domain';

/** The kinds of organisations with their names, as a choice offers them. */
export const KINDS = Object.entries(ORGANISATION_KINDS) as [OrganisationKind, string][];
