import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

export default defineConfig({
  root,
  test: {
    // The library injects itself after every navigation and leaves the promise to nobody: a page that goes away in
    // the middle of it rejects where no test can catch it. The app's own client catches it.
    onUnhandledError: ({ message, stack }) =>
      !(
        stack?.includes('whatsapp-web.js/src/Client.js') &&
        /^(Execution context was destroyed|Protocol error .*Target closed|.*detached Frame)/.test(
          message,
        )
      ),
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          testTimeout: 10_000,
        },
      },
      {
        root,
        test: {
          // Real databases, real browsers, real processes, each file with its own: two files at a time on two cores.
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
