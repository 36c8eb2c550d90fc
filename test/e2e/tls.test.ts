import { serveTls } from '../support/databases/postgres-with-tls.ts';
import { testAuthority } from '../support/databases/test-certificates.ts';
import { tlsProxy } from '../support/databases/tls-proxy.ts';
import { expect, test } from './fixtures.ts';

// Electron brings a TLS of its own (BoringSSL): what the contract tests see of OpenSSL is seen once more here.
test('servers with a certificate of the team’s own are trusted once its authority is chosen', async ({
  launch,
  databases,
  photograph,
}) => {
  const authority = await testAuthority();
  const certificate = await authority.server({ addresses: ['127.0.0.1'] });
  const mine = await authority.client('alexia');
  await serveTls(databases.postgresUrl, certificate);
  const mongo = await tlsProxy(databases.mongodbUrl, {
    ...certificate,
    ca: authority.cert,
    requestCert: true,
    rejectUnauthorized: true,
  });
  const desk = await launch();
  const page = await desk.mainWindow();
  await page.getByLabel('Your name').fill('Ana Salas');
  await page.getByLabel('E-mail').fill('ana@corner-shop.example');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('radio', { name: /team’s servers/ }).click();
  await page.getByLabel('MongoDB address').fill(mongo.url);
  await page.getByLabel('PostgreSQL address').fill(`${databases.postgresUrl}?sslmode=verify-full`);
  const tryThem = page.getByRole('button', { name: 'Test the addresses' });
  const mongodb = page.getByTestId('address-mongodb');
  const postgres = page.getByTestId('address-postgres');
  const choose = async (
    server: typeof mongodb,
    field: number,
    name: string,
    text: string,
  ): Promise<void> => {
    const buffer = Buffer.from(text);
    const file = { name, mimeType: 'application/x-pem-file', buffer };
    await server.locator('input[type="file"]').nth(field).setInputFiles(file);
  };

  await tryThem.click();
  for (const server of [mongodb, postgres]) {
    await expect(server).toHaveAttribute('data-result', 'false');
    await expect(server.getByText(/Nobody you trust has signed/)).toBeVisible();
  }
  for (const server of [mongodb, postgres]) {
    await server.getByText('Certificates and encryption').click();
    await choose(server, 0, 'ca.pem', authority.cert);
  }
  await photograph(page, 'authority');
  await tryThem.click();
  await expect(postgres).toHaveAttribute('data-result', 'true');
  // This one also wants to know who we are.
  await expect(mongodb).toHaveAttribute('data-result', 'false');
  await expect(mongodb.getByText(/wants to know who you are/)).toBeVisible();
  await choose(mongodb, 1, 'me.pem', mine.cert);
  await choose(mongodb, 2, 'me.key', mine.key);
  await tryThem.click();
  await expect(mongodb).toHaveAttribute('data-result', 'true');
  await photograph(page, 'reached');

  await page.getByRole('button', { name: 'Continue' }).click();
  await page
    .getByLabel('Workspace passphrase', { exact: true })
    .fill('the corner shop opens at nine');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('button', { name: 'Do this later' }).click({ timeout: 60_000 });
  await desk.quit();

  // The keychain has kept them: the next start asks for nothing.
  const again = await launch();
  const window = await again.mainWindow();
  await window.getByRole('button', { name: 'Settings' }).click({ timeout: 60_000 });
  const card = window.getByTestId('databases');
  await expect(card.getByText(/own certificate authority · client certificate/)).toBeVisible();
  await card.getByRole('button', { name: 'Test now' }).click();
  await expect(card.getByText('Round trip')).toHaveCount(2);
  await expect(card.locator('[data-state="failed"]')).toHaveCount(0);
  await photograph(window, 'settings');
  await again.quit();
  await mongo.stop();
});
