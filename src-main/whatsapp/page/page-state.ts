import type { WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage & { readonly onAppStateHasSyncedEvent?: () => unknown };

/** Page script: the state of the page's socket, such as `CONNECTED`. */
export function pageState(): string {
  return window.require('WAWebSocketModel').Socket.state;
}

/**
 * Page script: lets whatsapp-web.js take over a page that finished its synchronisation before the library listened,
 * which is how "ready never fires" comes about.
 */
export function takeOverIfSynced(): void {
  const { Socket } = window.require('WAWebSocketModel');
  if (Socket.hasSynced && Socket.state === 'CONNECTED') window.onAppStateHasSyncedEvent?.();
}

/** Page script: asks WhatsApp for new QR codes. */
export function refreshQrCode(): void {
  try {
    window.require('WAWebCmd').Cmd.refreshQR();
  } catch {
    // Newer pages have it only here.
    window.require('WAWebLaunchSocketUtils').refreshQR();
  }
}

/** Page script: which of these modules the page does not have. */
export function missingModules(names: readonly string[]): string[] {
  const requireAny: (name: string) => unknown = window.require as never;
  return names.filter((name) => {
    try {
      requireAny(name);
      return false;
    } catch {
      return true;
    }
  });
}
