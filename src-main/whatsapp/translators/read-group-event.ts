import type { groupEvents, MessageDetails } from '../../../src-preload/contract/message-content.ts';
import type { RawMessage } from './raw-message.ts';
import { readWid } from './whatsapp-ids.ts';

type GroupEvent = (typeof groupEvents)[number];

/** WhatsApp's word for what happened in a group to ours. */
const events: ReadonlyMap<string, GroupEvent> = new Map<string, GroupEvent>([
  ['create', 'created'],
  ['add', 'added'],
  ['invite', 'joined'],
  ['linked_group_join', 'joined'],
  ['leave', 'left'],
  ['remove', 'removed'],
  ['promote', 'promoted'],
  ['demote', 'demoted'],
  ['subject', 'subject_changed'],
  ['description', 'description_changed'],
  ['picture', 'picture_changed'],
  ['announce', 'settings_changed'],
  ['restrict', 'settings_changed'],
  ['ephemeral', 'settings_changed'],
  ['no_frequently_forwarded', 'settings_changed'],
  ['membership_approval_mode', 'settings_changed'],
  ['member_add_mode', 'settings_changed'],
]);

/** What a group's notice says, with WhatsApp ids for people. */
export function readGroupEvent(
  message: RawMessage,
): Extract<MessageDetails, { kind: 'group_event' }> {
  const event = events.get(message.subtype ?? '') ?? 'unknown';
  const names = event === 'created' || event === 'subject_changed';
  const hasValue = names || event === 'description_changed';
  return {
    kind: 'group_event',
    event,
    by: readWid(message.author) ?? null,
    people: (message.recipients ?? []).flatMap((each) => readWid(each) ?? []),
    ...(hasValue && message.body ? { value: message.body } : {}),
  };
}
