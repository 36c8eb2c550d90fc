import { Presence } from '../../../src-preload/contract/presence.ts';
import { objectId, uuid } from './sample-data.ts';

/** Colleagues who look at some of the conversations, and one who types in the first. */
export function samplePresences(hasSome: boolean): Presence[] {
  if (!hasSome) return [];
  return [
    { userId: objectId(2), conversationId: uuid(1), isTyping: true },
    { userId: objectId(3), conversationId: uuid(1), isTyping: false },
    { userId: objectId(3), conversationId: uuid(3), isTyping: false },
    { userId: objectId(2), conversationId: uuid(4), isTyping: false },
    { userId: objectId(3), conversationId: uuid(4), isTyping: false },
    { userId: objectId(4), conversationId: uuid(4), isTyping: false },
  ].map((each) => Presence.parse(each));
}
