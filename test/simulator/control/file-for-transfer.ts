export interface OutgoingFile {
  readonly data: Uint8Array;
  readonly mimetype: string;
  readonly filename?: string;
  readonly caption?: string;
  /** Answered instead of the data: 404 expired, 410 must be uploaded again. */
  readonly gone?: 404 | 410;
  /** Seconds. */
  readonly duration?: number;
  readonly width?: number;
  readonly height?: number;
  readonly isGif?: boolean;
  readonly isViewOnce?: boolean;
  /** A small JPEG in base64. */
  readonly thumbnail?: string;
}

/** The same file as commands carry it. */
export function fileForTransfer({ data, ...rest }: OutgoingFile) {
  return { ...rest, base64: Buffer.from(data).toString('base64') };
}
