import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { BrowserRouter } from 'react-router';

import { createQueryClient } from '../lib/query-client';

import { ErrorBoundary } from './error-boundary';
import { Pages } from './pages';

/** The learner site: its providers around its pages. */
export function App() {
  const [client] = useState(createQueryClient);
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <BrowserRouter>
          <Pages />
        </BrowserRouter>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
