import { formOf } from './attached-file.ts';

/** Twice what is shown of it, in pixels. */
const HEIGHT = 96;
/** A picture that is much wider than high is not worth more. */
const MAXIMUM_LENGTH = 60_000;

/**
 * A small picture of a file as a `data:` address, which is all that the window may show; null for what is no picture,
 * or none that can be drawn.
 */
export async function pictureOf(file: File): Promise<string | null> {
  if (formOf(file) !== 'image') return null;
  try {
    const bitmap = await createImageBitmap(file, { resizeHeight: HEIGHT });
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    const address = canvas.toDataURL('image/webp', 0.8);
    return address.length <= MAXIMUM_LENGTH ? address : null;
  } catch {
    // Damaged, or not what its name says: WhatsApp says so if it cannot be sent.
    return null;
  }
}
