export interface OutgoingFile {
  readonly data: Uint8Array;
  readonly mimetype: string;
  readonly filename?: string;
  readonly caption?: string;
  /** Answered instead of the data: 404 expired, 410 must be uploaded again. */
  readonly gone?: 404 | 410;
}

/** The same file as commands carry it. */
export function fileForTransfer({ data, ...rest }: OutgoingFile) {
  return { ...rest, base64: Buffer.from(data).toString('base64') };
}
