import type { Locator } from '@playwright/test';
import { expect } from './fixtures.ts';

/** How a kind of message looks to a person. */
export interface OnScreen {
  /** The line that stands for it in the list of conversations. */
  preview: string;
  /** Checks its row in the thread. */
  see(row: Locator): Promise<void>;
}

const says =
  (...texts: readonly string[]) =>
  async (row: Locator): Promise<void> => {
    for (const text of texts) await expect(row).toContainText(text);
  };

/** A picture that is there, as wide as it really is. */
const showsPicture =
  (width: number, ...texts: readonly string[]) =>
  async (row: Locator): Promise<void> => {
    const picture = row.getByTestId('media-image');
    await expect(picture).toHaveAttribute('data-loaded', 'true');
    await expect(picture).toHaveJSProperty('naturalWidth', width);
    await says(...texts)(row);
  };

const showsVideo =
  (loops: boolean) =>
  async (row: Locator): Promise<void> => {
    const video = row.getByTestId('media-video');
    await expect(video).toHaveJSProperty('videoWidth', 320);
    await expect(video).toHaveJSProperty('loop', loops);
    await expect(video).toHaveJSProperty('muted', loops);
  };

const playsSound =
  (name: string) =>
  async (row: Locator): Promise<void> => {
    const player = row.getByRole('group', { name });
    await expect(player.getByRole('button', { name: 'Play' })).toBeVisible();
    await expect.poll(() => lengthOf(player)).toBeGreaterThan(2.5);
  };

function lengthOf(player: Locator): Promise<number> {
  return player.locator('audio').evaluate((audio: HTMLAudioElement) => audio.duration);
}

/** By the names of `test/contract/matrix/kinds.ts`. */
export const onScreen: Readonly<Record<string, OnScreen>> = {
  'a text': { preview: 'Chrysanthemums, please', see: says('Chrysanthemums, please') },
  'an image with a caption': {
    preview: 'Image: The porcelain lamp',
    see: showsPicture(640, 'The porcelain lamp'),
  },
  'a video': { preview: 'Video', see: showsVideo(false) },
  'a GIF': { preview: 'Video', see: showsVideo(true) },
  'an image that can be opened once': {
    preview: 'Image',
    see: showsPicture(640, 'To be opened once'),
  },
  'an audio file': { preview: 'Audio', see: playsSound('Audio') },
  'a voice note': { preview: 'Voice note', see: playsSound('Voice note') },
  'a document': {
    preview: 'Document: Offerte-Zebrastreifen.pdf',
    see: async (row) => {
      await says('Offerte-Zebrastreifen.pdf', 'PDF', '28 byte')(row);
      await expect(row.getByRole('button', { name: /^Save Offerte/ })).toBeVisible();
    },
  },
  'a sticker': { preview: 'Sticker', see: showsPicture(512) },
  'a location': {
    preview: 'Location: Casa Xiquets Carrer de la Marmota 7 08010 Barcelona',
    see: says('Casa Xiquets', 'Carrer de la Marmota 7', '41.38879, 2.15899', 'Copy coordinates'),
  },
  'a live location': { preview: 'Location', see: says('Live location', '-33.50000, 151.25000') },
  'a contact card': {
    preview: 'Contact card: Quirina Vázquez',
    see: says('Quirina Vázquez', 'Copy +34 655 000 111'),
  },
  'several contact cards': {
    preview: 'Contact card: Wilhelmina, Nobody',
    see: says('Wilhelmina', 'Copy +49 170 1', 'Nobody', 'No phone number'),
  },
  'a poll': {
    preview: 'Poll: Which upholstery?',
    see: says('Which upholstery?', 'Choose one', 'Velveteen', 'Corduroy'),
  },
  'a missed call': { preview: 'Missed video call', see: says('Missed video call') },
  'a call': { preview: 'Voice call', see: says('Voice call', '1:35') },
  'an answer': {
    preview: 'We do',
    see: async (row) => {
      await expect(row.getByTestId('quote')).toContainText('Do you deliver on Pentecost?');
      await says('We do')(row);
    },
  },
  'a forwarded text': {
    preview: 'Good morning, sunshine',
    see: says('Forwarded', 'Good morning, sunshine'),
  },
  'a text that names people': {
    preview: '@Ana García and @Eva, look',
    see: says('@Ana García and @Eva, look'),
  },
  'a link with a preview': {
    preview: 'See https://lamps.example/aubergine',
    see: async (row) => {
      const card = row.getByTestId('link-preview');
      await says('Aubergine lamps', 'Hand-blown', 'lamps.example')(card);
      await says('See https://lamps.example/aubergine')(row);
    },
  },
  'a kind that nobody knows': {
    preview: 'A message of a kind that is not shown yet: Kaleidoscope evening',
    see: says('A message of a kind that is not shown yet', 'Kaleidoscope evening'),
  },
};
