import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api, take } from '../../../lib/api';
import { ME } from '../../../lib/session';

/** Moves the person to another community; the credits so far stay where they were earned. */
export function useChangeRegion() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (regionId: string) => take(api.PUT('/api/me/region', { body: { regionId } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  });
}

/** Organisations of the city whose names contain the words; nothing is asked for no words. */
export const useOrganisationChoices = (q: string) =>
  useQuery({
    queryKey: ['organisations', q],
    queryFn: async () => (await take(api.GET('/api/organisations/choices', { params: { query: { q } } }))).items,
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });

/** Joins an organisation, or leaves the one that was (null). */
export function useChangeOrganisation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (organisationId: string | null) => take(api.PUT('/api/me/organisation', { body: { organisationId } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  });
}
