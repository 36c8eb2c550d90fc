import type { Page } from '@playwright/test';
import type { Databases } from '../databases/start-databases.ts';
import type { SimulatorControl } from '../../simulator/control/simulator-control.ts';
import type { Desk } from './launch-desk.ts';
import { readQr } from './read-qr.ts';

export type Photographer = (page: Page, name: string) => Promise<void>;
const noPhotos: Photographer = () => Promise.resolve();

/** How long setting up databases may take on a slow machine, in milliseconds. */
const SETUP_MS = 120_000;
const LINKING_MS = 60_000;
/** What the team of every test has chosen. */
export const PASSPHRASE = 'the corner shop opens at nine';

/** The colleague of Ana Salas, at the second desktop. */
export const bilal = { name: 'Bilal Haddad', email: 'bilal@corner-shop.example' };

/** Goes through the first run as a new user would, up to the offer to link WhatsApp. */
export async function goThroughFirstRun(
  page: Page,
  stores: 'local' | Pick<Databases, 'mongodbUrl' | 'postgresUrl'>,
  photograph: Photographer = noPhotos,
  person: { name: string; email: string; passphrase?: string } = {
    name: 'Ana Salas',
    email: 'ana@corner-shop.example',
  },
): Promise<void> {
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await photograph(page, 'first-run-you');
  await page.getByRole('button', { name: 'Continue' }).click();
  if (stores === 'local') {
    await page.getByRole('radio', { name: 'On this computer' }).click();
  } else {
    await page.getByRole('radio', { name: /team’s servers/ }).click();
    await page.getByLabel('MongoDB address').fill(stores.mongodbUrl);
    await page.getByLabel('PostgreSQL address').fill(stores.postgresUrl);
  }
  await photograph(page, 'first-run-data');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page
    .getByLabel('Workspace passphrase', { exact: true })
    .fill(person.passphrase ?? PASSPHRASE);
  await photograph(page, 'first-run-passphrase');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('button', { name: 'Link your WhatsApp' }).waitFor({ timeout: SETUP_MS });
  await photograph(page, 'first-run-link');
}

/** Links the account as a person would: opens the window, and the phone scans what is on the screen. */
export async function linkAccount(
  desk: Desk,
  page: Page,
  simulator: SimulatorControl,
  photograph: Photographer = noPhotos,
): Promise<void> {
  await page.getByRole('button', { name: 'Link your WhatsApp' }).click();
  const pairing = await desk.pairingWindow();
  await pairing.getByRole('img', { name: /QR code/ }).waitFor({ timeout: LINKING_MS });
  await photograph(pairing, 'pairing-qr');
  const closed = pairing.waitForEvent('close', { timeout: LINKING_MS });
  await simulator.phone.scan(await qrOnScreen(pairing));
  await closed;
}

/** Reads until a code is legible: it may be replaced while it is photographed. */
async function qrOnScreen(pairing: Page): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const qr = await readQr(pairing);
    if (qr !== null) return qr;
    await pairing.waitForTimeout(250);
  }
  throw new Error('No QR code could be read off the pairing window');
}
