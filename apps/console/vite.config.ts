import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the API answers while the console is developed with `vite dev`. */
const api = process.env.API_URL ?? 'http://localhost:8080';

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  server: { proxy: { '/api': api, '/media': api } },
});
