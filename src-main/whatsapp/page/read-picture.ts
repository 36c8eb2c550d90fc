import type { WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage;

/**
 * Page script: the profile picture of a person or group as a small JPEG in base64; null when there is none, or it is
 * shown to others only. Made small here: WhatsApp's own is as large as a screen.
 */
export async function readProfilePicture(id: string, side: number): Promise<string | null> {
  const wid = window.require('WAWebWidFactory').createWid(id);
  let url: string | undefined;
  try {
    const { requestProfilePicFromServer } = window.require('WAWebContactProfilePicThumbBridge');
    url = (await requestProfilePicFromServer({ id: wid }))?.eurl;
  } catch (error) {
    // WhatsApp's way to say that it may not be seen.
    if ((error as { name?: unknown } | null)?.name === 'ServerStatusCodeError') return null;
    throw error;
  }
  if (!url) return null;
  const answer = await fetch(url);
  if (answer.status === 404 || answer.status === 410) return null;
  if (!answer.ok) throw new Error(`A picture was answered with ${answer.status}`);
  const bitmap = await createImageBitmap(await answer.blob());
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  );
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.82 });
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const data = typeof reader.result === 'string' ? reader.result : '';
      resolve(data.slice(data.indexOf(',') + 1));
    };
    reader.onerror = () => reject(new Error('A picture could not be read'));
    reader.readAsDataURL(jpeg);
  });
}
