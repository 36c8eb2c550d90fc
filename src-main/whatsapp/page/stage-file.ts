import type { WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage;

/** Page script: takes a piece of a file, in base64; the first one forgets every other file. Answers the bytes so far. */
export function stageFile(fileId: string, isFirst: boolean, base64: string): number {
  const files = (window.__deskFiles ??= new Map());
  // Messages go one at a time: what lies here from another is of no more use.
  if (isFirst) files.clear();
  const pieces = files.get(fileId) ?? [];
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  files.set(fileId, [...pieces, bytes]);
  return [...pieces, bytes].reduce((sum, piece) => sum + piece.length, 0);
}
