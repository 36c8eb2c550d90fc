import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { MediaStore } from '../world/media-store.ts';
import { pixelPng } from './pixel-png.ts';

// Close to what web.whatsapp.com allows: nothing from elsewhere, scripts only from the page itself.
const contentSecurityPolicy = [
  "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval' wss: https://*.whatsapp.net",
  "script-src 'self' 'unsafe-inline'",
].join('; ');

/** Answers as web.whatsapp.com and as the media and picture hosts of whatsapp.net. */
export class HttpRoutes {
  readonly #media: MediaStore;
  readonly #html: () => Promise<string>;

  constructor(media: MediaStore, html: () => Promise<string>) {
    this.#media = media;
    this.#html = html;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'https://web.whatsapp.com');
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else if (pathname === '/mms/upload') await this.#upload(request, response);
    else if (pathname.startsWith('/mms/'))
      await this.#download(request, response, pathname.slice(4));
    else if (pathname.startsWith('/pps/')) {
      response.writeHead(200, { 'content-type': 'image/png' }).end(pixelPng);
    } else if (pathname === '/') {
      response
        .writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': contentSecurityPolicy,
        })
        .end(await this.#html());
    } else response.writeHead(404).end();
  }

  async #upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const data = await buffer(request);
    const ticket = this.#media.put(
      data,
      request.headers['content-type'] ?? 'application/octet-stream',
    );
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ticket));
  }

  async #download(
    request: IncomingMessage,
    response: ServerResponse,
    directPath: string,
  ): Promise<void> {
    const file = this.#media.get(directPath);
    const { gone, slowMs = 0, isCorrupt = false } = file?.trouble ?? {};
    if (file === undefined || gone) {
      response.writeHead(gone ?? 404).end();
      return;
    }
    const isHead = request.method === 'HEAD';
    if (slowMs > 0 && !isHead) await new Promise((resolve) => setTimeout(resolve, slowMs));
    response.writeHead(200, {
      'content-type': file.mimetype,
      'content-length': file.data.length,
    });
    const data = isCorrupt ? file.data.map((byte) => byte ^ 0xff) : file.data;
    response.end(isHead ? undefined : data);
  }
}
