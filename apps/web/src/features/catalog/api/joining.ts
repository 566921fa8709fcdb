import { useMutation, useQueryClient } from '@tanstack/react-query';

import { api, take } from '../../../lib/api';

import { courseKey } from './get-course';

/** What changes of what one has asked when one joins, leaves or changes a course. */
function useRefresh(courseId: string) {
  const client = useQueryClient();
  return () => Promise.all([courseKey(courseId), ['my-courses']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** 加入课程, with the code of an invitation where one is needed. */
export function useJoin(courseId: string) {
  const refresh = useRefresh(courseId);
  return useMutation({
    mutationFn: (code: string | undefined) => take(api.POST('/api/courses/{id}/enrolment', { params: { path: { id: courseId } }, body: { code } })),
    onSuccess: refresh,
  });
}

/** 退出课程: progress and credits stay. */
export function useLeaveCourse(courseId: string) {
  const refresh = useRefresh(courseId);
  return useMutation({
    mutationFn: () => take(api.DELETE('/api/courses/{id}/enrolment', { params: { path: { id: courseId } } })),
    onSuccess: refresh,
  });
}

/** 换到新版本, the one that was shown. */
export function useChooseVersion(courseId: string) {
  const refresh = useRefresh(courseId);
  return useMutation({
    mutationFn: (versionId: string) => take(api.POST('/api/courses/{id}/enrolment/version', { params: { path: { id: courseId } }, body: { versionId } })),
    onSuccess: refresh,
  });
}
