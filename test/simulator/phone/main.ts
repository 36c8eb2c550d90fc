import { join } from 'node:path';
import { app, BrowserWindow, ipcMain } from 'electron';
import { SimulatorClient } from '../control/simulator-client.ts';
import { PhoneDesk } from './phone-desk.ts';
import { phoneRequestSchema } from './phone-request.ts';
import { changedChannel, requestChannel } from './phone-view.ts';

const { SIMULATOR_URL: url, SIMULATOR_TOKEN: token } = process.env;

async function start(): Promise<void> {
  if (url === undefined || token === undefined) {
    throw new Error('SIMULATOR_URL and SIMULATOR_TOKEN say where the simulator is');
  }
  const simulator = await SimulatorClient.connect({ url, token });
  const desk = new PhoneDesk(simulator);
  await app.whenReady();
  const window = new BrowserWindow({
    width: 400,
    height: 760,
    title: 'Phone',
    backgroundColor: '#f4f4f5',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  ipcMain.handle(requestChannel, (event, request: unknown) => {
    if (event.senderFrame !== window.webContents.mainFrame) throw new Error('unknown sender');
    return desk.answer(phoneRequestSchema.parse(request));
  });
  const tellWindow = (): void => {
    if (!window.isDestroyed()) window.webContents.send(changedChannel);
  };
  for (const event of [
    'changed',
    'qrOffered',
    'linked',
    'unlinked',
    'online',
    'offline',
  ] as const) {
    simulator.on(event, tellWindow);
  }
  await window.loadFile(join(import.meta.dirname, 'index.html'));
}

app.on('window-all-closed', () => app.quit());
start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  app.exit(1);
});
