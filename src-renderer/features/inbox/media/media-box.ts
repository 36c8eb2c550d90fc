import type { Media, MessageType } from '../../../../src-preload/contract/message-content.ts';

/** How large a file is drawn in a thread, in rem. */
export interface MediaBox {
  readonly width: number;
  readonly height: number;
}

const widest = 20;
const highest = 18;
const narrowest = 7;
const unknown: MediaBox = { width: 16, height: 12 };
const sticker: MediaBox = { width: 9, height: 9 };
/** As `media.module.css` draws the player and the row of a document. */
const audio: MediaBox = { width: 17, height: 3 };
const document: MediaBox = { width: 17, height: 3.25 };

/** Known before anything is loaded, so that a thread does not move when it is. */
export function mediaBox(
  type: MessageType,
  { width, height }: Pick<Media, 'width' | 'height'>,
): MediaBox {
  switch (type) {
    case 'image':
    case 'video': {
      if (width === null || height === null) return unknown;
      const scale = Math.min(widest / width, highest / height);
      return {
        width: Math.max(narrowest, width * scale),
        height: Math.max(narrowest / 2, height * scale),
      };
    }
    case 'sticker':
      return sticker;
    case 'audio':
    case 'voice_note':
      return audio;
    case 'document':
    case 'text':
    case 'location':
    case 'contact':
    case 'poll':
    case 'reaction':
    case 'call_log':
    case 'group_event':
    case 'revoked':
    case 'unknown':
      return document;
  }
}
