import type { Media, MessageType } from '../../../src-preload/contract/message-content.ts';

const states = ['stored', 'stored', 'waiting', 'failed', 'expired', 'too_large'] as const;
const names = [
  'Quotation 2026-118.pdf',
  'Floor plan of the shop, second floor, final.dwg',
  'list.xlsx',
];

/** A file as one of this kind has it, in one state after the other; null for kinds without. */
export function sampleMedia(type: MessageType, number: number): Media | null {
  const state = states[number % states.length] ?? 'stored';
  const isStored = state === 'stored';
  const base: Media = {
    state,
    url: isStored ? 'data:,' : null,
    thumbnailUrl: null,
    fileName: '',
    fileSize: 0,
    mimeType: 'application/octet-stream',
    duration: null,
    width: null,
    height: null,
    isGif: false,
    isViewOnce: false,
  };
  switch (type) {
    case 'image':
    case 'video': {
      const [width, height] = number % 2 === 0 ? [1280, 860] : [720, 1280];
      const picture = drawn(width, height);
      return {
        ...base,
        // Of a film the preview has nothing but its first picture.
        url: isStored && type === 'image' ? picture : null,
        ...(type === 'video' && { state: 'waiting' as const, duration: 14 }),
        thumbnailUrl: picture,
        mimeType: type === 'image' ? 'image/jpeg' : 'video/mp4',
        width,
        height,
      };
    }
    case 'sticker':
      return { ...base, url: isStored ? drawn(512, 512) : null, mimeType: 'image/webp' };
    case 'audio':
    case 'voice_note':
      return { ...base, url: isStored ? silence : null, mimeType: 'audio/ogg', duration: 47 };
    case 'document':
      return {
        ...base,
        fileName: names[number % names.length] ?? '',
        fileSize: state === 'waiting' ? 34_000_000 : 2_340_000,
        mimeType: 'application/pdf',
      };
    case 'text':
    case 'location':
    case 'contact':
    case 'poll':
    case 'reaction':
    case 'call_log':
    case 'group_event':
    case 'revoked':
    case 'unknown':
      return null;
  }
}

function drawn(width: number, height: number): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#3b4cc8"/><stop offset="1" stop-color="#d9902f"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/><circle cx="50%" cy="55%" r="22%" fill="#fff8"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** The shortest WAV there is. */
const silence =
  'data:audio/wav;base64,UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQIAAAAAAA==';
