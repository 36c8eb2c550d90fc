import { app, session, type WebContents } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';

/**
 * Denies by default, for every page of the app: permissions, new windows, navigation away from the app, embedded
 * pages. `developmentOrigin` is the renderer's development server, if there is one.
 */
export function harden(developmentOrigin: string | undefined): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  session.defaultSession.setPermissionCheckHandler(() => false);
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
