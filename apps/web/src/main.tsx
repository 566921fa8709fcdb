import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app/app';
import { applyElderMode } from './lib/elder-mode';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');

applyElderMode();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
