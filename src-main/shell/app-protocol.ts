import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, session } from 'electron';
import { type FirstLook, withFirstLook } from '../desktop/first-look.ts';
import { MEDIA_SCHEME } from '../domain/media-address.ts';
import { mediaScheme } from './media-protocol.ts';

/** The renderer's own origin: pages are not files, so that the browser's rules for origins protect them. */
export const APP_ORIGIN = 'app://alexia';
const SCHEME = 'app';
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Call before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
    mediaScheme,
  ]);
}

/**
 * Serves the built renderer from `folder`, and nothing outside it, under a strict Content-Security-Policy. `look` says
 * how a page looks before its first script has run. The answer settles when the first page has all that it names.
 */
export function serveApp(folder: string, look: () => FirstLook): Promise<void> {
  const root = normalize(folder + sep);
  let resolve: () => void = () => undefined;
  const isServed = new Promise<void>((settle) => {
    resolve = settle;
  });
  /** How many of the files that the first page names it has not got; null before there is a page. */
  let missing: number | null = null;
  session.defaultSession.protocol.handle(SCHEME, async (request) => {
    const path = pathIn(root, request.url);
    const contentType = path === null ? undefined : contentTypes[extname(path)];
    if (path === null || contentType === undefined) return notFound();
    try {
      const file = await readFile(path);
      if (extname(path) !== '.html') {
        if (missing !== null && (missing -= 1) <= 0) setImmediate(resolve);
        return respond(file, contentType);
      }
      const nonce = randomBytes(16).toString('base64');
      const page = withFirstLook(file.toString(), look()).replaceAll(NONCE_PLACEHOLDER, nonce);
      missing ??= page.match(/(?:src|href)="\.\/assets\//g)?.length ?? 0;
      return respond(page, contentType, contentSecurityPolicy(nonce));
    } catch {
      // Whatever is not among the built files does not exist.
      return notFound();
    }
  });
  return isServed;
}

/** Null for what is not ours, leaves the folder, or cannot be read. */
function pathIn(root: string, url: string): string | null {
  if (!url.startsWith(`${APP_ORIGIN}/`)) return null;
  try {
    const path = normalize(join(root, decodeURIComponent(new URL(url).pathname)));
    return path.startsWith(root) ? path : null;
  } catch {
    // A percent sign that begins no byte, or bytes that are no text.
    return null;
  }
}

function respond(body: string | Buffer, contentType: string, policy?: string): Response {
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: {
      'content-type': contentType,
      'x-content-type-options': 'nosniff',
      ...(policy && { 'content-security-policy': policy }),
    },
  });
}

function notFound(): Response {
  return new Response('Not found', { status: 404 });
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    // Style attributes are set through the DOM, which needs no permission; style elements carry the nonce.
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: ${MEDIA_SCHEME}:`,
    `media-src ${MEDIA_SCHEME}:`,
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
