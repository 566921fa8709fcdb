import { useTranslation } from 'react-i18next';

import { ProblemNotice } from '@xuexi/ui';

import { Button } from '../../components/controls';

import { type Media, type MediaAct, useMediaAct } from './use-media';

/** A button that has something done with an upload, and says why it was not. */
export function MediaActButton({ media, act, label }: { media: Media; act: MediaAct; label: string }) {
  const { t } = useTranslation('media');
  const doing = useMediaAct();
  return (
    <>
      <ProblemNotice error={doing.error} />
      <Button variant={act === 'retry' ? 'secondary' : 'quiet'} small busy={doing.isPending} busyLabel={t('acting')} onClick={() => doing.mutate({ id: media.id, act })}>
        {label}
      </Button>
    </>
  );
}
