import { app, session, type WebContents } from 'electron';
import { isMicrophoneQuestion } from '../desktop/media-permission.ts';
import { APP_ORIGIN } from './app-protocol.ts';

/** What a page may not ask for, whatever its own policy says: everything that is not served by the app itself. */
const elsewhere = ['http', 'https', 'ws', 'wss', 'ftp'].map((scheme) => `${scheme}://*/*`);

/**
 * Denies by default, for every page of the app: permissions, requests to anywhere, downloads, new windows, navigation
 * away from the app, embedded pages. Only the microphone is given to our own page, while a person records.
 * `developmentOrigin` is the renderer's development server, if there is one.
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
  session.defaultSession.on('will-download', (event) => event.preventDefault());
  session.defaultSession.webRequest.onBeforeRequest(
    { urls: [...elsewhere, 'file:///*'] },
    ({ url, webContentsId }, answer) => {
      // What no page asked for is Chromium's own: a dictionary that a person chose.
      const isOfPage = webContentsId !== undefined;
      answer({ cancel: isOfPage && !isOfDevelopment(url, developmentOrigin) });
    },
  );
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, developmentOrigin));
}

function hardenContents(contents: WebContents, developmentOrigin: string | undefined): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // A connection between browsers asks no policy: it must not tell anybody this computer's addresses.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  const stayHome = (event: { preventDefault(): void; url: string; isMainFrame: boolean }): void => {
    if (!event.isMainFrame || !isAppUrl(event.url, developmentOrigin)) event.preventDefault();
  };
  contents.on('will-frame-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Whether a page of this address is one of ours. */
export function isAppUrl(url: string, developmentOrigin: string | undefined): boolean {
  return url.startsWith(`${APP_ORIGIN}/`) || isOfDevelopment(url, developmentOrigin);
}

/** Vite's socket, which tells the page of changes, has the server's host and a scheme of its own. */
function isOfDevelopment(url: string, developmentOrigin: string | undefined): boolean {
  return developmentOrigin !== undefined && URL.canParse(url)
    ? new URL(url.replace(/^ws/, 'http')).origin === new URL(developmentOrigin).origin
    : false;
}
