import type { WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage;

/**
 * Page script: asks WhatsApp for a code that the owner types on the phone with this number (digits only). What WhatsApp
 * refuses comes back as an answer, so that a refusal is not taken for a page that went away.
 */
export async function requestPairingCode(
  phoneNumber: string,
): Promise<{ code: string } | { refused: 'rate_limit' | 'other'; reason: string }> {
  const linking = window.require('WAWebAltDeviceLinkingApi');
  try {
    linking.setPairingType('ALT_DEVICE_LINKING');
    await linking.initializeAltDeviceLinking();
    // With a notification on the phone, as WhatsApp's own page does it.
    return { code: await linking.startAltLinkingFlow(phoneNumber, true) };
  } catch (error) {
    // `CompanionHelloError` with the server's answer in `type`.
    const type: unknown = typeof error === 'object' && error !== null && Reflect.get(error, 'type');
    const reason = `${String(error)} ${JSON.stringify(type)}`;
    return { refused: /overlimit|\b429\b/i.test(reason) ? 'rate_limit' : 'other', reason };
  }
}

/** Page script: goes back from a code to type to QR codes. */
export async function returnToQrCode(): Promise<void> {
  window.require('WAWebLaunchSocketUtils').refreshQR();
  await window.require('WAWebAltDeviceLinkingApi').initializeQRLinking();
}
