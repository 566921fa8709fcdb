import { useMutation } from '@tanstack/react-query';
import { fileNameOf, saveFile } from '@xuexi/ui';

import { api } from '../../../lib/api';

import type { Statement } from './get-statements';

/** The forms in which a statement is taken along. */
export type StatementForm = 'pdf' | 'file' | 'credential';

/** Fetches a statement in a form and hands it to the browser; tells the name under which it was saved. */
export const useTakeStatement = ({ id }: Statement) =>
  useMutation({
    mutationFn: async (form: StatementForm) => {
      const { data, response } = await fetchForm(form, id);
      const name = fileNameOf(response, `${id}.${form === 'pdf' ? 'pdf' : 'json'}`);
      saveFile(data as unknown as Blob, name);
      return name;
    },
  });

function fetchForm(form: StatementForm, id: string) {
  const options = { params: { path: { id } }, parseAs: 'blob' } as const;
  if (form === 'pdf') return api.GET('/api/my/statements/{id}/pdf', options);
  if (form === 'file') return api.GET('/api/my/statements/{id}/file', options);
  return api.GET('/api/my/statements/{id}/credential', options);
}
