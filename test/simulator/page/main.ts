import { sleep } from './bytes.ts';
import { config, quirks } from './config.ts';
import { loadKeys } from './credentials.ts';
import { connectionInfo, socket } from './socket.ts';
import { createModules } from './modules.ts';
import { createRequire } from './require.ts';
import { session } from './session.ts';

const stateText = document.getElementById('state');

function showState(): void {
  if (stateText !== null) stateText.textContent = socket.state;
}

async function boot(): Promise<void> {
  socket.on('change:state', showState);
  connectionInfo.on('change:ref', showState);
  await sleep(config.bootDelayMs);
  const require = createRequire(createModules(await loadKeys()));
  Object.assign(window, { require, Debug: { VERSION: config.webVersion } });
  await session.start();
  if (quirks().replaceStateOnBoot && location.search !== '') history.replaceState({}, '', '/');
}

void boot();
