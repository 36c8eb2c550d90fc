import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readDialogues } from '../../simulator/control/dialogues.ts';
import { buildPhone } from '../../simulator/phone/build-phone.ts';
import { WhatsAppSimulator } from '../../simulator/whatsapp-simulator.ts';
import { dataFolder } from '../data-folder.ts';
import { Desk } from '../desk/launch-desk.ts';
import { playDemo } from './play-demo.ts';

/** Conversations that the simulated phone has when it is linked. */
const HISTORY = 24;

const root = join(import.meta.dirname, '../../..');
const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });

const folder = await dataFolder();
const simulator = await WhatsAppSimulator.start();
const dialogues = await readDialogues(join(root, 'test/fixtures/order-dialogues-sample.jsonl'));
await simulator.load(dialogues.slice(0, HISTORY), { leaveLastTurnsUnread: true });
const launch = (): Promise<Desk> =>
  Desk.launch({ folder: folder.path, browserArguments: simulator.launchArgs() });

const isDone = values.once
  ? await playDemo({ launch, simulator, folder: folder.path, pictures: join(root, 'out/demo') })
  : await showDemo();
await simulator.stop();
await folder.remove();
process.exit(isDone ? 0 : 1);

/** The app and a simulated phone, side by side, until the app is closed. */
async function showDemo(): Promise<boolean> {
  const phoneFolder = join(root, 'out/phone');
  await mkdir(phoneFolder, { recursive: true });
  await buildPhone(phoneFolder);
  const { url, token } = await simulator.openControl();
  const desk = await launch();
  const phone = spawn(
    process.env.ALEXIA_ELECTRON ?? 'electron',
    [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), phoneFolder],
    { env: { ...process.env, SIMULATOR_URL: url, SIMULATOR_TOKEN: token }, stdio: 'inherit' },
  );
  console.log(
    [
      '',
      'Two windows are open: Alexia Desk, and a simulated phone.',
      '  1. In Alexia Desk: your name, “On this computer”, “Link your WhatsApp”.',
      '  2. On the phone: “Scan QR”. The conversations of a small shop come in.',
      '  3. On the phone: choose a customer and write. Answer in Alexia Desk.',
      '  4. Open the conversation on the phone: the ticks turn blue.',
      'Quit Alexia Desk (File, Quit) to end. Everything that the demo stored is then removed.',
      '',
    ].join('\n'),
  );
  await desk.gone;
  phone.kill();
  return true;
}
