import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const root = import.meta.dirname;

// What is in `dependencies` stays outside the main bundle; what is in `devDependencies` is bundled.
// The targets are those of Electron 33, the oldest that the app runs on.
// Main hands functions to WhatsApp's page as text: its names stay, only blanks and comments go.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      minify: false,
      target: 'node20',
      sourcemap: true,
      rolldownOptions: {
        input: { index: resolve(root, 'src-main/index.ts') },
        output: { minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } } },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { index: resolve(root, 'src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src-renderer'),
    plugins: [react()],
    // main replaces the placeholder with a fresh nonce each time it serves a page
    html: { cspNonce: '__CSP_NONCE__' },
    build: {
      outDir: resolve(root, 'out/renderer'),
      target: 'chrome130',
      // electron-vite minifies nothing by itself, and the window reads all of it at each start.
      minify: true,
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: resolve(root, 'src-renderer/index.html'),
          pairing: resolve(root, 'src-renderer/pairing.html'),
        },
      },
    },
  },
});
