import type { WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage;

/**
 * Page script: what the library's `Contact.block()` and `unblock()` do, without asking for the whole contact first; and
 * nobody tells whether WhatsApp has done it. Throws when the block list has not changed within five seconds.
 */
export async function blockContact(whatsappId: string, isBlocked: boolean): Promise<void> {
  const { Contact, Blocklist } = window.require('WAWebCollections');
  const wid = window.require('WAWebWidFactory').createWid(whatsappId);
  const isSo = (): boolean => {
    const sibling = window.require('WAWebApiContact').getAlternateUserWid(wid);
    const ids = sibling === undefined ? [wid] : [wid, sibling];
    return ids.some((id) => Blocklist.get(id) !== undefined) === isBlocked;
  };
  if (isSo()) return;
  const contact = window
    .require('WAWebBlockContactUtils')
    .getContactToBlockOnlyUseIfNoAssociatedChat(
      Contact.get(wid) ?? (await Contact.find(wid)),
      'ChatListBlock',
    );
  const { blockContact: block, unblockContact: unblock } =
    window.require('WAWebBlockContactAction');
  await (isBlocked ? block({ contact }) : unblock(contact));
  for (let looks = 0; looks < 50 && !isSo(); looks++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (!isSo()) throw new Error('WhatsApp has not done it');
}
