import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { join } from 'node:path';
import { dataFolder } from '../../support/data-folder.ts';

/** The least window that Electron shows, with a bare list in it: `support/hello-world`. */
export interface HelloWorld {
  app: ElectronApplication;
  page: Page;
  mainPid: number;
  close(): Promise<void>;
}

/** Starts it in the Electron under test, with a fresh data folder. Answers when its window is there. */
export async function startHelloWorld(): Promise<HelloWorld> {
  const executablePath = process.env.ALEXIA_ELECTRON;
  if (!executablePath) throw new Error('ALEXIA_ELECTRON is not set: run `npm run bench`');
  const folder = await dataFolder();
  const app = await _electron.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      join(import.meta.dirname, 'hello-world'),
      `--user-data-dir=${folder.path}`,
    ],
  });
  const page = await app.firstWindow();
  const child = app.process();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  return {
    app,
    page,
    mainPid: child.pid ?? 0,
    close: async () => {
      await app.evaluate((electron) => electron.app.quit()).catch(() => undefined);
      await gone;
      await folder.remove();
    },
  };
}
