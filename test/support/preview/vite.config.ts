import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The gallery: `npx vite --config test/support/preview/vite.config.ts`, then open the address with `?screen=…`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { fs: { allow: [resolve(import.meta.dirname, '../../..')] } },
});
