import type { PageOrder } from '../protocol/page-events.ts';
import { randomHex } from './bytes.ts';
import { callCollection } from './call-collection.ts';
import { replaceQuirks } from './config.ts';
import { toWid } from './ids.ts';
import { server } from './server-connection.ts';
import { setState } from './socket.ts';

type TestOrder = Exclude<PageOrder, { order: 'ref' | 'idle' | 'paired' | 'unauthorized' }>;

/** What a test makes the page do. */
export function obeyTestOrder(order: TestOrder): void {
  switch (order.order) {
    case 'state':
      setState(order.data.state);
      return;
    case 'reload':
      server.leave();
      location.reload();
      return;
    case 'crash':
      return crash();
    case 'hang':
      blockFor(order.data.milliseconds);
      return;
    case 'grow':
      grow(order.data.megabytes);
      return;
    case 'detach':
      detach();
      return;
    case 'replaceState':
      history.replaceState({}, '', `/?spa=${randomHex(2)}`);
      return;
    case 'iframe':
      navigateInFrame();
      return;
    case 'storage':
      for (const [name, value] of Object.entries(order.data.items)) {
        if (value === null) localStorage.removeItem(name);
        else localStorage.setItem(name, value);
      }
      return;
    case 'call':
      callCollection.callMap.set(order.data.id, {
        id: order.data.id,
        peerJid: toWid(order.data.from),
        isVideo: false,
        isGroup: false,
        canHandleLocally: false,
        outgoing: false,
        webClientShouldHandle: false,
        participants: [],
      });
      return;
    case 'quirks':
      replaceQuirks(order.data.quirks);
      server.tell('receipt', { number: order.data.receipt });
  }
}

/** A navigation that is not the page's own; the library takes it for one. */
function navigateInFrame(): void {
  const frame = document.createElement('iframe');
  frame.src = `about:blank#${randomHex(2)}`;
  document.body.append(frame);
  if (frame.contentWindow !== null) frame.contentWindow.location.href = 'data:text/html,frame';
}

/**
 * A page has no proper way to crash. Selectors nested this deep overflow the stack of Chromium's parser, at once; should
 * a later version know better, a full heap does it too, but takes its time.
 */
function crash(): never {
  const style = document.createElement('style');
  style.textContent = `a${':not('.repeat(200_000)}`;
  document.head.append(style);
  const hoard: number[][] = [];
  for (;;) hoard.push(new Array<number>(4_000_000).fill(hoard.length + 0.5));
}

/** What a page that leaks has gathered. */
const leaked: Uint8Array[] = [];

function grow(megabytes: number): void {
  for (let count = 0; count < megabytes; count += 1) {
    const block = new Uint8Array(1024 * 1024);
    // Untouched memory takes none.
    for (let at = 0; at < block.length; at += 4096) block[at] = count;
    leaked.push(block);
  }
}

/** A frame goes away in the middle of being loaded; what talks to it hears of a "detached Frame". */
function detach(): void {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  frame.src = 'data:text/html,gone';
  frame.remove();
}

function blockFor(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) Math.sqrt(end);
}
