import '@xuexi/ui';
import './app/console.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { createApiClient } from '@xuexi/api-client';
import { ConfirmationGate } from '@xuexi/ui';

import { App } from './app/app';
import { createBrowserConsole } from './app/routes';
import { hashInWorker } from './features/media/uploads/hash-in-worker';
import { UploadQueue } from './features/media/uploads/upload-queue';
import { createTusTransport } from './features/media/uploads/tus-transport';
import { dataOf } from './lib/api';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const gate = new ConfirmationGate();

const api = createApiClient({ fetch: gate.fetch });
const uploads = new UploadQueue({ transport: createTusTransport({ hash: hashInWorker, space: () => dataOf(api.GET('/api/my/uploads')) }) });

createRoot(root).render(
  <StrictMode>
    <App api={api} gate={gate} uploads={uploads} router={createBrowserConsole()} />
  </StrictMode>,
);
