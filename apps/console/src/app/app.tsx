import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';

import type { ConfirmationGate } from '@xuexi/ui';

import type { UploadQueue } from '../features/media/uploads/upload-queue';
import { UploadQueueProvider } from '../features/media/uploads/use-uploads';
import { type ApiClient, ApiProvider } from '../lib/api';
import { ConfirmationGateProvider } from '../lib/confirmation';
import { createQueryClient } from '../lib/query-client';

import { createI18n } from './i18n';
import type { ConsoleRouter } from './routes';

export interface AppProps {
  api: ApiClient;
  /** Through which `api` asks. */
  gate: ConfirmationGate;
  uploads: UploadQueue;
  router: ConsoleRouter;
}

/** The console with everything that its pages stand on. */
export function App({ api, gate, uploads, router }: AppProps) {
  const [i18n] = useState(createI18n);
  const [queries] = useState(createQueryClient);
  return (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <ApiProvider value={api}>
          <ConfirmationGateProvider value={gate}>
            <UploadQueueProvider value={uploads}>
              <RouterProvider router={router} />
            </UploadQueueProvider>
          </ConfirmationGateProvider>
        </ApiProvider>
      </QueryClientProvider>
    </I18nextProvider>
  );
}
