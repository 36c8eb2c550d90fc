import { beforeEach, describe, expect, it } from 'vitest';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Media } from '../../../../src-preload/contract/message-content.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import {
  createInboxStore,
  type InboxStore,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import {
  createAudioSlice,
  rememberedSpeed,
} from '../../../../src-renderer/features/inbox/media/audio-slice.ts';
import { BARS, peaksOf } from '../../../../src-renderer/features/inbox/media/peaks.ts';
import { succeed } from '../../../support/preview/fake-bridge.ts';
import { samplePage } from '../../../support/preview/sample-page.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import { conversation, message, testDependencies } from '../samples.ts';

const first = ConversationId.parse(uuid(1));

function note(id: string, at: number, change: Partial<Media> = {}): Message {
  return message(id, at, {
    type: 'voice_note',
    content: '',
    media: {
      state: 'stored',
      url: `alexia-media://file/${id}`,
      thumbnailUrl: null,
      fileName: '',
      fileSize: 20_000,
      mimeType: 'audio/ogg',
      duration: 4,
      width: null,
      height: null,
      isGif: false,
      isViewOnce: false,
      ...change,
    },
  });
}

const all = [
  note('one', 1000),
  note('two', 2000),
  message('text', 3000),
  note('three', 4000),
  note('away', 5000, { state: 'waiting', url: null }),
];
const at = (index: number): Message => all[index] ?? message('none', 0);

let store: InboxStore;
let read: string[];

/** Of a browser. */
function emptyStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

beforeEach(async () => {
  const dependencies = testDependencies();
  dependencies.bridge
    .handle('conversation.get', () => succeed(conversation(1, 0)))
    .handle('message.list', (question) => succeed(samplePage(all, question)))
    .handle('message.readSound', ({ messageId }) => {
      read.push(messageId);
      return succeed(messageId === 'two' ? new Uint8Array() : new Uint8Array([1]));
    });
  store = createInboxStore(dependencies);
  read = [];
  store.setState(
    createAudioSlice(dependencies, { get: store.getState, set: store.setState }, async ([loud]) => {
      if (loud === undefined) throw new Error('no sound');
      return [0.5, loud];
    }),
  );
  await store.getState().openConversation(first);
});

describe('listening', () => {
  it('goes on with a voice note that comes right after, and with nothing else', () => {
    const { play, playOn } = store.getState();
    play(at(0).messageId);
    playOn(first, at(0).messageId);
    expect(store.getState().playingId).toBe('two');
    playOn(first, at(1).messageId);
    expect(store.getState().playingId).toBeNull();
    play(at(3).messageId);
    playOn(first, at(3).messageId);
    expect(store.getState().playingId).toBeNull();
  });

  it('remembers the speed on this computer, and takes a damaged one for the usual', () => {
    const storage = emptyStorage();
    expect(rememberedSpeed(storage)).toBe(1);
    store.getState().changeSpeed(storage);
    store.getState().changeSpeed(storage);
    expect(store.getState().audioSpeed).toBe(2);
    expect(rememberedSpeed(storage)).toBe(2);
    store.getState().changeSpeed(storage);
    expect(store.getState().audioSpeed).toBe(1);
    storage.setItem('audio-speed', 'fast');
    expect(rememberedSpeed(storage)).toBe(1);
  });

  it('reads each waveform once, and does without where it cannot be read or is too long', async () => {
    const { wantWaveform } = store.getState();
    await Promise.all([wantWaveform(at(0)), wantWaveform(at(0)), wantWaveform(at(1))]);
    await wantWaveform(note('long', 6000, { fileSize: 40_000_000 }));
    await wantWaveform(at(4));
    expect(read).toEqual(['one', 'two']);
    expect([...store.getState().waveforms]).toEqual([['one', [0.5, 1]]]);
  });
});

describe('peaksOf', () => {
  it('says how loud each stretch is, against the loudest', () => {
    const samples = new Float32Array(400).map((_, index) => (index < 200 ? 0.1 : 0.2));
    expect(peaksOf(samples, 4).map((each) => Number(each.toFixed(3)))).toEqual([0.5, 0.5, 1, 1]);
  });

  it('has as many bars for silence, for nothing, and for less than a bar each', () => {
    for (const length of [0, 5, 10_000]) {
      expect(peaksOf(new Float32Array(length))).toEqual(Array.from({ length: BARS }, () => 0));
    }
  });
});
