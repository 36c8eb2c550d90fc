import type { ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';

export const speeds = [1, 1.5, 2] as const;
export type Speed = (typeof speeds)[number];

/** What is heard, and how. */
export interface AudioSlice {
  /** Null until somebody changes it in this window: then `rememberedSpeed` knows. */
  readonly audioSpeed: Speed | null;
  /** The message that is heard; one at a time. */
  readonly playingId: MessageId | null;
  /** Of voice notes, bars from 0 to 1; those that could not be read have none. */
  readonly waveforms: ReadonlyMap<MessageId, readonly number[]>;
  /** The next speed, after the fastest the slowest; remembered on this computer. */
  readonly changeSpeed: (storage: Pick<Storage, 'getItem' | 'setItem'>) => void;
  readonly play: (messageId: MessageId | null) => void;
  /** This one is over: a voice note that comes right after it plays on. */
  readonly playOn: (conversationId: ConversationId, messageId: MessageId) => void;
  /** Reads the waveform of a stored voice note, unless it is known or too long to be worth it. */
  readonly wantWaveform: (message: Message) => Promise<void>;
}
