/** What a page asks for, as Electron tells it. */
export interface MediaQuestion {
  permission: string;
  /** The address of the page that asks. */
  url: string;
  isMainFrame: boolean;
  /** Of a request; of a mere check it is one, or none where it is not told. */
  mediaTypes: readonly string[] | undefined;
}

/**
 * The one permission that a page can have: the microphone, for our own page, while a person records. Never the camera,
 * and nothing for a page within the page.
 */
export function isMicrophoneQuestion(
  { permission, url, isMainFrame, mediaTypes }: MediaQuestion,
  isOurPage: (url: string) => boolean,
): boolean {
  return (
    permission === 'media' &&
    isMainFrame &&
    isOurPage(url) &&
    mediaTypes !== undefined &&
    mediaTypes.length > 0 &&
    mediaTypes.every((type) => type === 'audio')
  );
}
