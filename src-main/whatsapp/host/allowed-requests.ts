/** WhatsApp's own names, and those of the servers that carry its media and pictures. */
const hosts = /(^|\.)whatsapp\.(com|net)$/;
const overTheNet = new Set(['https:', 'wss:']);
/** What the page makes itself; Chromium's own pages are none of it. */
const withinThePage = new Set(['data:', 'blob:', 'about:']);

/** Whether the WhatsApp browser may ask for this address: WhatsApp's servers over TLS, and nothing else. */
export function isAllowedRequest(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (withinThePage.has(protocol)) return true;
  return overTheNet.has(protocol) && hosts.test(hostname);
}
