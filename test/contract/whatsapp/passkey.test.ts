import { afterEach, expect, it } from 'vitest';
import { WHATSAPP_WINDOW_SWITCH } from '../../../src-main/whatsapp/browser/browser-switch.ts';
import type { SafeClient } from '../../../src-main/whatsapp/library/safe-client.ts';
import type { PageReport } from '../../../src-main/whatsapp/page/page-report.ts';
import { libraryOn } from './support/library-on.ts';
import { TestDesk } from './support/test-desk.ts';

let desk: TestDesk;
let library: SafeClient;
afterEach(async () => {
  await library.destroy();
  await desk.remove();
});

it('links an account that WhatsApp asks for a passkey, in a visible window', async () => {
  desk = await TestDesk.create({ quirks: { asksForPasskey: true } });
  const { launch } = desk;
  const reports: PageReport[] = [];
  library = libraryOn(
    desk,
    { onReport: (report) => reports.push(report) },
    { ...launch, args: [...launch.args, `--${WHATSAPP_WINDOW_SWITCH}`] },
  );
  const offered = desk.simulator.until('qrOffered');
  const ready = new Promise<void>((resolve) => library.once('ready', () => resolve()));
  await library.initialize();
  expect(await library.run('document.visibilityState')).toBe('visible');

  // In the place of the person's own: one with a passkey of this site, which is given without a touch.
  const session = await library.pupPage?.createCDPSession();
  if (session === undefined) throw new Error('There is no page');
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const privateKey = await library.run(`crypto.subtle
    .generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
    .then(({ privateKey }) => crypto.subtle.exportKey('pkcs8', privateKey))
    .then((key) => btoa(String.fromCharCode(...new Uint8Array(key))))`);
  await session.send('WebAuthn.addCredential', {
    authenticatorId,
    credential: {
      credentialId: Buffer.from('passkey-of-the-shop').toString('base64'),
      isResidentCredential: true,
      rpId: 'web.whatsapp.com',
      privateKey: String(privateKey),
      userHandle: Buffer.from('shop').toString('base64'),
      signCount: 1,
    },
  });
  await offered;
  await desk.simulator.phone.scan();
  await ready;
  expect(reports.map(({ kind }) => kind)).toContain('passkey_needed');
});
