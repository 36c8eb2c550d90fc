import { session } from 'electron';
import { MEDIA_SCHEME, type MediaAddress, readMediaUrl } from '../domain/media-address.ts';
import { type MediaAnswer, nothing } from '../media/serve-media.ts';

/** For `registerSchemesAsPrivileged`: pages can show and play what it serves, and read nothing of it. */
export const mediaScheme: Electron.CustomScheme = {
  scheme: MEDIA_SCHEME,
  privileges: { standard: true, secure: true, stream: true },
};

/**
 * Serves files of messages to the app's own windows: no other page is ever shown in their session, and each
 * account's WhatsApp runs in another process with a session of its own. Nothing is written to the disk.
 */
export function serveMediaProtocol(
  serve: (address: MediaAddress, range: string | null) => Promise<MediaAnswer>,
): void {
  session.defaultSession.protocol.handle(MEDIA_SCHEME, async (request) => {
    const address = request.method === 'GET' ? readMediaUrl(request.url) : null;
    if (!address) return toResponse(nothing(404));
    return toResponse(await serve(address, request.headers.get('range')));
  });
}

function toResponse({ status, headers, body }: MediaAnswer): Response {
  return new Response(body === null ? null : toStream(body), { status, headers });
}

/** Reads on as the window takes it, and stops when the window has had enough. */
function toStream(body: AsyncIterable<Uint8Array> | Uint8Array): ReadableStream<Uint8Array> {
  const parts = body instanceof Uint8Array ? [body].values() : body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await parts.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await parts.return?.(undefined);
    },
  });
}
