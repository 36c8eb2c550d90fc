import { randomBytes } from './bytes.ts';

/** Asks the browser for a passkey of web.whatsapp.com, as WhatsApp does for some accounts since 2026. */
export async function givePasskey(): Promise<boolean> {
  try {
    const answer = await navigator.credentials.get({
      publicKey: {
        challenge: randomBytes(32),
        rpId: location.hostname,
        userVerification: 'preferred',
        timeout: 60_000,
      },
    });
    return answer !== null;
  } catch {
    // Nobody gave one.
    return false;
  }
}
