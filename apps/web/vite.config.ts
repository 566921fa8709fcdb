import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the API and the media are while developing; one address serves everything otherwise. */
const api = process.env.XUEXI_API ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  // Android phones of 2019 whose browser was never renewed; what they cannot read is rewritten for half a kilobyte.
  build: { target: ['chrome73', 'safari13'], modulePreload: { polyfill: false }, chunkSizeWarningLimit: 600 },
  server: { host: '127.0.0.1', proxy: { '/api': api, '/media': api } },
});
