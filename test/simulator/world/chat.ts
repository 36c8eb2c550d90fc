import type { WireChat, WireGroupMetadata } from '../protocol/wire-message.ts';
import { ChatHistory } from './chat-history.ts';

export class Chat {
  readonly id: string;
  readonly history = new ChatHistory();
  group: WireGroupMetadata | null;
  /** Seconds, of the newest message. */
  t: number;
  unreadCount = 0;
  archive = false;
  /** Since when it is pinned, in seconds; 0 while it is not. */
  pin = 0;
  /** How often a page has marked it as seen. */
  seenByApp = 0;

  constructor(id: string, t: number, group: WireGroupMetadata | null = null) {
    this.id = id;
    this.t = t;
    this.group = group;
  }

  get place(): Pick<WireChat, 'archive' | 'pin'> {
    return { archive: this.archive, pin: this.pin };
  }

  toWire(): WireChat {
    return {
      id: this.id,
      t: this.t,
      unreadCount: this.unreadCount,
      ...this.place,
      ...(this.group === null ? {} : { name: this.group.subject, groupMetadata: this.group }),
    };
  }
}
