import type { WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage;

/**
 * Page script: the other id of one person, a LID for a number and a number for a LID. What the page does not know is
 * asked of WhatsApp's server, for this one person: numbers that look many people up are banned.
 */
export async function readIdentity(id: string): Promise<{ id: string; sibling: string | null }> {
  const wid = window.require('WAWebWidFactory').createWid(id);
  const siblingOf = (): string | null =>
    window.require('WAWebApiContact').getAlternateUserWid(wid)?.toString() ?? null;
  const known = siblingOf();
  if (known !== null) return { id, sibling: known };
  await window.require('WAWebQueryExistsJob').queryWidExists(wid);
  return { id, sibling: siblingOf() };
}
