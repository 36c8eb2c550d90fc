import type { MessageId } from '../../../../src-preload/contract/ids.ts';
import { MAXIMUM_SOUND_BYTES } from '../../../../src-preload/contract/message-content.ts';
import { call } from '../../../bridge/call.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { SliceAccess } from '../inbox-state.ts';
import { type AudioSlice, type Speed, speeds } from './audio-state.ts';
import { readWaveform } from './read-waveform.ts';

const speedKey = 'audio-speed';
/** Waveforms that are kept. */
const kept = 300;

export function createAudioSlice(
  { bridge }: Pick<StoreDependencies, 'bridge'>,
  { get, set }: SliceAccess,
  read: typeof readWaveform = readWaveform,
): AudioSlice {
  const asked = new Set<MessageId>();
  /** One is read at a time: a thread may show many at once. */
  let last: Promise<unknown> = Promise.resolve();

  const note = (messageId: MessageId, waveform: readonly number[]): void => {
    const waveforms = new Map(get().waveforms).set(messageId, waveform);
    for (const oldest of waveforms.keys()) {
      if (waveforms.size <= kept) break;
      waveforms.delete(oldest);
      asked.delete(oldest);
    }
    set({ waveforms });
  };

  return {
    audioSpeed: null,
    playingId: null,
    waveforms: new Map(),

    changeSpeed(storage) {
      const now = get().audioSpeed ?? rememberedSpeed(storage);
      const audioSpeed = speeds[(speeds.indexOf(now) + 1) % speeds.length] ?? 1;
      storage.setItem(speedKey, String(audioSpeed));
      set({ audioSpeed });
    },

    play: (messageId) => set({ playingId: messageId }),

    playOn(conversationId, messageId) {
      const thread = get().threads.get(conversationId);
      const messages = (thread && shownValue(thread)?.messages) ?? [];
      const place = messages.findIndex((each) => each.messageId === messageId);
      const next = place < 0 ? undefined : messages[place + 1];
      const plays = next?.type === 'voice_note' && next.media?.state === 'stored';
      set({ playingId: plays ? next.messageId : null });
    },

    async wantWaveform({ conversationId, messageId, media }) {
      if (media?.state !== 'stored' || asked.has(messageId)) return;
      // Longer notes are not read as a whole only to be drawn.
      if (media.fileSize > MAXIMUM_SOUND_BYTES) return;
      asked.add(messageId);
      const reading = last.then(async () =>
        read(await call(bridge, 'message.readSound', { conversationId, messageId })),
      );
      last = reading.catch(() => undefined);
      try {
        note(messageId, await reading);
      } catch {
        // It is drawn as a plain line, and the player says itself when it cannot be played.
      }
    },
  };
}

/** The speed that was chosen last on this computer. What cannot be read counts as the usual one. */
export function rememberedSpeed(storage: Pick<Storage, 'getItem'>): Speed {
  const wanted = Number(storage.getItem(speedKey));
  return speeds.find((each) => each === wanted) ?? 1;
}
