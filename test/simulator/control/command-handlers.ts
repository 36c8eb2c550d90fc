import type { Chat } from '../world/chat.ts';
import { composeMessage, type MediaFile, type MessageDraft } from '../world/compose-message.ts';
import type { World } from '../world/world.ts';
import type { PageServer } from '../server/page-server.ts';
import { quirksSchema } from '../quirks.ts';
import { SimulatorError } from '../simulator-error.ts';
import type { CommandHandlers, CommandParams, CustomerProfile } from './commands.ts';
import { contentFields } from './content.ts';
import { changeGroup } from './group-change.ts';
import { loadDialogues, replayDialogues } from './play-dialogues.ts';

const receivedAck = 2;
const readAck = 3;
const playedAck = 4;

function nothingOf(action: () => void): Record<string, never> {
  action();
  return {};
}

function decodeFile(file: CommandParams['customer.sends']['file']): MediaFile {
  const { base64, ...rest } = file;
  return { ...rest, data: Buffer.from(base64, 'base64') };
}

/** What each command does to the world and to the pages. */
export function createCommandHandlers(world: World, pages: PageServer): CommandHandlers {
  const chatWith = (customer: CustomerProfile): Chat => world.resolveChat(world.meet(customer).pn);

  const writeAsOwner = (chatAddress: string, draft: Omit<MessageDraft, 'author'>) => {
    const chat = world.resolveChat(chatAddress);
    const message = composeMessage(world, chat, { ...draft, author: null });
    world.announce(chat, message);
    return { id: message.key.id };
  };

  const writeAsCustomer = (
    customer: CustomerProfile,
    group: string | undefined,
    draft: Omit<MessageDraft, 'author'>,
    deciphersAfterMs?: number,
  ) => {
    const author = world.meet(customer);
    const chat = world.resolveChat(group ?? author.pn);
    const message = composeMessage(world, chat, { ...draft, author });
    const { id } = message.key;
    if (deciphersAfterMs === undefined) world.announce(chat, message);
    else {
      world.announceEnciphered(chat, message);
      pages.timers.after(deciphersAfterMs, () => world.decipher(id));
    }
    return { id };
  };

  return {
    'phone.scan': ({ qr }) => ({ deviceId: pages.scan(qr) }),
    'phone.entersPairingCode': ({ code }) => ({ deviceId: pages.enterPairingCode(code) }),
    'phone.unlinks'() {
      pages.unlink();
      return {};
    },
    'phone.says': ({ chat, ...draft }) => writeAsOwner(chat, draft),
    'phone.sends': ({ chat, file, ...draft }) =>
      writeAsOwner(chat, { ...draft, text: '', media: decodeFile(file) }),
    'phone.shares': ({ chat, content, ...draft }) =>
      writeAsOwner(chat, { ...draft, text: '', content: contentFields(content) }),
    'phone.edits': ({ id, text }) => nothingOf(() => world.edit(id, text, null)),
    'phone.revokes': ({ id }) => nothingOf(() => world.revoke(id, null)),
    'phone.reacts': ({ id, text }) => nothingOf(() => world.react(id, text, world.owner.pn)),
    'phone.votes': ({ id, options }) => nothingOf(() => world.vote(id, options, world.owner.pn)),
    'phone.reads'({ chat }) {
      const chats = chat === undefined ? world.chats() : [world.resolveChat(chat)];
      const unread = chats.filter(({ unreadCount }) => unreadCount !== 0);
      for (const each of unread) world.markSeen(each, null);
      return { changed: unread.length };
    },
    'phone.archives': ({ chat, on }) =>
      nothingOf(() => world.archive(world.resolveChat(chat), on, null)),
    'phone.pins': ({ chat, on }) => nothingOf(() => world.pin(world.resolveChat(chat), on, null)),
    'phone.blocks': ({ customer, on }) =>
      nothingOf(() => world.block(world.resolveChat(customer).id, on, null)),
    'phone.keepsArchived'({ on }) {
      world.keepsArchived = on;
      return {};
    },
    'phone.forgets'({ chat, before }) {
      world.resolveChat(chat).history.forgetBefore(before);
      return {};
    },
    'customer.meets'({ customer }) {
      const { pn, lid } = world.meet(customer);
      return { chatId: chatWith(customer).id, pn, lid };
    },
    'customer.says': ({ customer, group, deciphersAfterMs, ...draft }) =>
      writeAsCustomer(customer, group, draft, deciphersAfterMs),
    'customer.sends': ({ customer, group, file, ...draft }) =>
      writeAsCustomer(customer, group, { ...draft, text: '', media: decodeFile(file) }),
    'customer.shares': ({ customer, group, content, ...draft }) =>
      writeAsCustomer(customer, group, { ...draft, text: '', content: contentFields(content) }),
    'customer.votes': ({ customer, id, options }) =>
      nothingOf(() => world.vote(id, options, chatWith(customer).id)),
    'customer.plays': ({ customer }) => ({
      changed: world.raiseAcks(chatWith(customer), playedAck, 'ptt'),
    }),
    'customer.receives': ({ customer }) => ({
      changed: world.raiseAcks(chatWith(customer), receivedAck),
    }),
    'customer.reads': ({ customer }) => ({ changed: world.raiseAcks(chatWith(customer), readAck) }),
    'customer.edits'({ id, text }) {
      world.edit(id, text, null);
      return {};
    },
    'customer.revokes'({ id }) {
      world.revoke(id, null);
      return {};
    },
    'customer.reacts'({ customer, id, text }) {
      world.react(id, text, chatWith(customer).id);
      return {};
    },
    'customer.calls'({ customer }) {
      const chat = chatWith(customer);
      const id = `call-${chat.id}-${world.journal.lastSeq}`;
      pages.orderAll('call', { id, from: chat.id });
      return { id };
    },
    'group.create'({ id, subject, members }) {
      const contacts = members.map((member) => world.meet(member));
      return { chatId: world.addGroup(id, subject, contacts).id };
    },
    'group.changes': ({ chat, by, change }) => ({
      id: changeGroup(
        world,
        world.resolveChat(chat),
        by === undefined ? null : world.meet(by).pn,
        change,
      ),
    }),
    'network.drop'({ milliseconds }) {
      pages.dropNetwork(milliseconds);
      return {};
    },
    'network.restore'() {
      pages.restoreNetwork();
      return {};
    },
    'page.reload'() {
      pages.orderAll('reload', {});
      return {};
    },
    'page.crash'() {
      pages.orderAll('crash', {});
      return {};
    },
    'page.hang'({ milliseconds }) {
      pages.orderAll('hang', { milliseconds });
      return {};
    },
    'page.grow'({ megabytes }) {
      pages.orderAll('grow', { megabytes });
      return {};
    },
    'page.detachFrame'() {
      pages.orderAll('detach', {});
      return {};
    },
    'page.state'({ state }) {
      pages.orderAll('state', { state });
      return {};
    },
    'page.replaceState'() {
      pages.orderAll('replaceState', {});
      return {};
    },
    'page.keeps'({ items }) {
      pages.orderAll('storage', { items });
      return {};
    },
    'page.navigateInFrame'() {
      pages.orderAll('iframe', {});
      return {};
    },
    async 'quirks.set'(changes) {
      await pages.setQuirks(changes);
      return {};
    },
    async 'quirks.clear'() {
      const none = Object.keys(quirksSchema.shape).map((name) => [name, undefined] as const);
      await pages.setQuirks(Object.fromEntries(none));
      return {};
    },
    'media.trouble'({ id, trouble }) {
      const { directPath } = world.locate(id).message.wire;
      const file = directPath === undefined ? undefined : world.media.get(directPath);
      if (file !== undefined) Object.assign(file.trouble, trouble);
      return {};
    },
    'history.load': ({ dialogues, options }) => loadDialogues(world, dialogues, options),
    'history.replay': ({ dialogues, options }) => replayDialogues(world, dialogues, options),
    book: () => world.book(),
    message: ({ id }) => world.bookMessage(id),
    file({ id }) {
      const { directPath } = world.locate(id).message.wire;
      const file = directPath === undefined ? undefined : world.media.get(directPath);
      if (file === undefined) throw new SimulatorError('nothing-known', `${id} carries no file`);
      return { base64: Buffer.from(file.data).toString('base64') };
    },
    status: () => pages.status(),
    missingModules: () => [...pages.missingModules].sort(),
  };
}
