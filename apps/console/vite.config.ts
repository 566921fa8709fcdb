import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the API answers while the console is developed with `vite dev`. */
const api = process.env.API_URL ?? 'http://localhost:8080';

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  // One chunk for everything but hls.js: the console is opened at a desk and kept open; 175 kB compressed are fetched once.
  build: { chunkSizeWarningLimit: 600 },
  server: { proxy: { '/api': api, '/media': api } },
});
