import { randomBytes } from 'node:crypto';

const upperHex = (bytes: number): string => randomBytes(bytes).toString('hex').toUpperCase();

/** Stanza ids tell by length and prefix what made them; the library reads the device type from that. */
export const newStanzaId = {
  android: (): string => `AC${upperHex(15)}`,
  ios: (): string => `3A${upperHex(9)}`,
  web: (): string => `3EB0${upperHex(9)}`,
} as const;

export type DeviceType = keyof typeof newStanzaId;

/** The first part of a QR, which the phone reports back to the server. */
export function newQrRef(): string {
  return `2@${randomBytes(64).toString('base64')}`;
}

/** Eight characters, as a person types them on the phone. */
export function newPairingCode(): string {
  return upperHex(4);
}
