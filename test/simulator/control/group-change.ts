import { z } from 'zod';
import type { WireGroupMetadata } from '../protocol/wire-message.ts';
import type { Chat } from '../world/chat.ts';
import { composeMessage } from '../world/compose-message.ts';
import type { World } from '../world/world.ts';
import { SimulatorError } from '../simulator-error.ts';
import { phoneNumberToId } from '../world/person-ids.ts';

/** What can happen in a group, in WhatsApp's own words. People are phone numbers or ids. */
export const groupChangeSchema = z.discriminatedUnion('subtype', [
  z.object({
    subtype: z.enum(['add', 'invite', 'remove', 'leave', 'promote', 'demote']),
    people: z.array(z.string()).min(1),
  }),
  z.object({ subtype: z.enum(['subject', 'description']), value: z.string() }),
  z.object({ subtype: z.enum(['create', 'picture', 'announce', 'restrict']) }),
]);
export type GroupChange = z.infer<typeof groupChangeSchema>;

/** Changes the group and leaves WhatsApp's notice of it in the chat. Returns the notice's stanza id. */
export function changeGroup(
  world: World,
  chat: Chat,
  /** A phone number or an id; `null` is the owner. */
  by: string | null,
  change: GroupChange,
): string {
  const { group } = chat;
  if (group === null) throw new SimulatorError('bad-request', `${chat.id} is no group`);
  const idOf = (person: string): string => {
    const id = person.includes('@') ? person : phoneNumberToId(person);
    const contact = world.findContact(id);
    // The owner, who has no chat, keeps the id.
    return contact === undefined ? id : world.chatIdOf(contact);
  };
  const people = 'people' in change ? change.people.map(idOf) : [];
  chat.group = changed(group, change, people);
  const author = by === null ? null : world.findContact(world.resolveChat(by).id);
  const notice = composeMessage(world, chat, {
    author: author ?? null,
    text: 'value' in change ? change.value : '',
    content: {
      type: 'gp2',
      subtype: change.subtype,
      ...(people.length > 0 ? { recipients: people } : {}),
    },
  });
  world.announce(chat, notice);
  return notice.key.id;
}

function changed(
  group: WireGroupMetadata,
  change: GroupChange,
  people: readonly string[],
): WireGroupMetadata {
  switch (change.subtype) {
    case 'subject':
      return { ...group, subject: change.value };
    case 'description':
      return { ...group, desc: change.value };
    case 'add':
    case 'invite': {
      const added = people.map((id) => ({ id, isAdmin: false, isSuperAdmin: false }));
      return { ...group, participants: [...group.participants, ...added] };
    }
    case 'remove':
    case 'leave':
      return {
        ...group,
        participants: group.participants.filter(({ id }) => !people.includes(id)),
      };
    case 'promote':
    case 'demote': {
      const isAdmin = change.subtype === 'promote';
      return {
        ...group,
        participants: group.participants.map((each) =>
          people.includes(each.id) ? { ...each, isAdmin } : each,
        ),
      };
    }
    case 'create':
    case 'picture':
    case 'announce':
    case 'restrict':
      return group;
  }
}
