import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: './e2e',
  outputDir: '../out/e2e',
  // Each test starts databases, a simulator and the app: one at a time on two cores.
  workers: 1,
  fullyParallel: false,
  timeout: 420_000,
  expect: { timeout: 30_000 },
  // Without it what cannot be clicked is waited for until the whole test is over, which says nothing.
  use: { actionTimeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
});
