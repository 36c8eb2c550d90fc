import { describe, expect, it } from 'vitest';
import {
  isMicrophoneQuestion,
  type MediaQuestion,
} from '../../../src-main/desktop/media-permission.ts';

const isOurs = (url: string): boolean => url.startsWith('app://alexia/');
const ours: MediaQuestion = {
  permission: 'media',
  url: 'app://alexia/index.html',
  isMainFrame: true,
  mediaTypes: ['audio'],
};

describe('the microphone', () => {
  it('is for our own page', () => {
    expect(isMicrophoneQuestion(ours, isOurs)).toBe(true);
  });

  it.each([
    ['the camera', { mediaTypes: ['video'] }],
    ['camera and microphone together', { mediaTypes: ['audio', 'video'] }],
    ['nothing that is named', { mediaTypes: [] }],
    ['the screen', { mediaTypes: undefined }],
    ['a page within the page', { isMainFrame: false }],
    ['another address', { url: 'https://web.whatsapp.com/' }],
    ['another permission', { permission: 'geolocation' }],
  ] satisfies [string, Partial<MediaQuestion>][])('is not %s', (_, change) => {
    expect(isMicrophoneQuestion({ ...ours, ...change }, isOurs)).toBe(false);
  });
});
