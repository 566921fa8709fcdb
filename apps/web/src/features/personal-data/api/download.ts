import { useMutation } from '@tanstack/react-query';

import { api } from '../../../lib/api';

/** Fetches the archive of all that is kept of the person, and hands it to the browser as a file. */
export const useDownload = () => useMutation({ mutationFn: fetchArchive, onSuccess: (archive) => save(archive, '我的信息.zip') });

async function fetchArchive(): Promise<Blob> {
  const { data } = await api.POST('/api/me/data-export', { parseAs: 'blob' });
  return data as Blob;
}

function save(archive: Blob, name: string): void {
  const address = URL.createObjectURL(archive);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
