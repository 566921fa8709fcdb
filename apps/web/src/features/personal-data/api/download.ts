import { useMutation } from '@tanstack/react-query';
import { saveFile } from '@xuexi/ui';

import { api } from '../../../lib/api';

/** Fetches the archive of all that is kept of the person, and hands it to the browser as a file. */
export const useDownload = () => useMutation({ mutationFn: fetchArchive, onSuccess: (archive) => saveFile(archive, '我的信息.zip') });

async function fetchArchive(): Promise<Blob> {
  const { data } = await api.POST('/api/me/data-export', { parseAs: 'blob' });
  return data as Blob;
}
