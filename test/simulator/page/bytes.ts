export const randomBytes = (count: number): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(count));

export const randomHex = (bytes: number): string =>
  [...randomBytes(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export const toBase64 = (bytes: Uint8Array): string =>
  btoa([...bytes].map((byte) => String.fromCharCode(byte)).join(''));

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

export async function sha256Base64(blob: Blob): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())));
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);
