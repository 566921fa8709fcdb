import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Api } from '@xuexi/api-client';

import { dataOf, useApi } from '../../lib/api';

export type CourseSettings = Api['CourseSettings'];
export type Invitation = Api['Invitation'];

const settingsKey = (courseId: string) => ['teaching', 'settings', courseId];
const invitationsKey = (courseId: string) => ['teaching', 'invitations', courseId];
const FOUND = 8;

/** Who may join a course, what comes before, until when it should be learned. */
export function useCourseSettings(courseId: string) {
  const api = useApi();
  return useQuery({ queryKey: settingsKey(courseId), queryFn: () => dataOf(api.GET('/api/teaching/courses/{id}/enrolment-settings', { params: { path: { id: courseId } } })) });
}

/** Changes that; it holds at once. */
export function useChangeCourseSettings(courseId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Api['EnrolmentSettings']) => dataOf(api.PUT('/api/teaching/courses/{id}/enrolment-settings', { params: { path: { id: courseId } }, body })),
    onSuccess: (settings) => queries.setQueryData(settingsKey(courseId), settings),
  });
}

/** The codes that were given out for a course, the newest first. */
export function useInvitations(courseId: string) {
  const api = useApi();
  return useQuery({ queryKey: invitationsKey(courseId), queryFn: () => dataOf(api.GET('/api/teaching/courses/{id}/invitations', { params: { path: { id: courseId } } })) });
}

/** Makes a code. */
export function useNewInvitation(courseId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Api['NewInvitation']) => dataOf(api.POST('/api/teaching/courses/{id}/invitations', { params: { path: { id: courseId } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsKey(courseId) }),
  });
}

/** Makes a code useless. */
export function useRevokeInvitation(courseId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => dataOf(api.DELETE('/api/teaching/invitations/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsKey(courseId) }),
  });
}

/** Something that can be chosen by its name. */
export interface Named {
  id: string;
  name: string;
}

/** Published courses by words; nothing is asked for no words. */
export function useCourseChoices(q: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['course-choices', q],
    queryFn: async (): Promise<Named[]> => (await dataOf(api.GET('/api/courses', { params: { query: { q, pageSize: FOUND } } }))).items.map(({ id, title }) => ({ id, name: title })),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
}

/** Organisations by a part of their name; nothing is asked for no words. */
export function useOrganisationChoices(q: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['organisation-choices', q],
    queryFn: async (): Promise<Named[]> => (await dataOf(api.GET('/api/organisations/choices', { params: { query: { q } } }))).items,
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
}
