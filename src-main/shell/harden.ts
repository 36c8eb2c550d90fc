import { app, session, type WebContents } from 'electron';
import { isMicrophoneQuestion } from '../desktop/media-permission.ts';
import { APP_ORIGIN } from './app-protocol.ts';

/**
 * Denies by default, for every page of the app: permissions, new windows, navigation away from the app, embedded
 * pages. Only the microphone is given to our own page, while a person records. `developmentOrigin` is the renderer's
 * development server, if there is one.
 */
export function harden(
  developmentOrigin: string | undefined,
  microphone: { readonly isAllowed: boolean },
): void {
  const isOurPage = (url: string): boolean => isAppUrl(url, developmentOrigin);
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const { requestingUrl: url, isMainFrame } = details;
    const mediaTypes = 'mediaTypes' in details ? details.mediaTypes : undefined;
    const question = { permission, url, isMainFrame, mediaTypes };
    decide(microphone.isAllowed && isMicrophoneQuestion(question, isOurPage));
  });
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const { requestingUrl, isMainFrame, mediaType } = details;
    // Before it asks for it, the browser may check without saying for what; the request that follows decides.
    const mediaTypes = [mediaType ?? 'audio'];
    const question = { permission, url: requestingUrl ?? `${origin}/`, isMainFrame, mediaTypes };
    return microphone.isAllowed && isMicrophoneQuestion(question, isOurPage);
  });
  session.defaultSession.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, developmentOrigin));
}

function hardenContents(contents: WebContents, developmentOrigin: string | undefined): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stayHome = (event: { preventDefault(): void }, url: string): void => {
    if (!isAppUrl(url, developmentOrigin)) event.preventDefault();
  };
  contents.on('will-navigate', (event) => stayHome(event, event.url));
  contents.on('will-redirect', (event) => stayHome(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Whether a page of this address is one of ours. */
export function isAppUrl(url: string, developmentOrigin: string | undefined): boolean {
  if (url.startsWith(`${APP_ORIGIN}/`)) return true;
  return developmentOrigin !== undefined && URL.canParse(url)
    ? new URL(url).origin === new URL(developmentOrigin).origin
    : false;
}
