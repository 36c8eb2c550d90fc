const WHATSAPP_ORIGIN = 'https://web.whatsapp.com';

/** Whether the window itself may go to this address: WhatsApp, or the blank page it starts with. */
export function isAllowedInWindow(url: string): boolean {
  if (url === 'about:blank') return true;
  // The origin alone would let its blobs pass, too.
  return url.startsWith(`${WHATSAPP_ORIGIN}/`) && URL.canParse(url);
}

/** Whether a frame inside the page may go there: also to what the page makes itself, never to another site. */
export function isAllowedInFrame(url: string): boolean {
  if (isAllowedInWindow(url)) return true;
  if (!URL.canParse(url)) return false;
  const { protocol, origin } = new URL(url);
  if (protocol === 'about:' || protocol === 'data:') return true;
  return protocol === 'blob:' && origin === WHATSAPP_ORIGIN;
}
