import { Button, Notice, ProblemNotice } from '@xuexi/ui';

import { Section } from '../../../components/section';

import { useDownload } from '../api/download';
import { useStrings } from '../use-strings';

/** All that is kept of the person, as a file. */
export function DownloadSection() {
  const t = useStrings();
  const download = useDownload();
  return (
    <Section title={t('download.title')} lead={t('download.lead')}>
      <ProblemNotice error={download.error} />
      {download.isSuccess && (
        <Notice tone="done" role="status">
          {t('download.done')}
        </Notice>
      )}
      <Button variant="secondary" busy={download.isPending} busyLabel={t('download.packing')} onClick={() => download.mutate()}>
        {t('download.do')}
      </Button>
    </Section>
  );
}
