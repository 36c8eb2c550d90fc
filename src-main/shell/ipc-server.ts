import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { EVENT_CHANNEL, INVOKE_CHANNEL } from '../../src-preload/contract/channels.ts';
import type { EventName, EventPayload } from '../../src-preload/contract/contract.ts';
import type { Failure, Result } from '../../src-preload/contract/result.ts';
import { isAppUrl } from './harden.ts';

type Publish = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/**
 * Answers the renderer's commands. Only the top frame of one of our own windows, showing one of our own pages, is
 * heard; anybody else gets `not_allowed`. Returns the function that stops answering.
 */
export function serveIpc(
  run: (name: unknown, input: unknown) => Promise<Result<unknown>>,
  developmentOrigin: string | undefined,
): () => void {
  ipcMain.handle(INVOKE_CHANNEL, (event, name: unknown, input: unknown) =>
    isTrusted(event, developmentOrigin) ? run(name, input) : { ok: false, error: notAllowed },
  );
  return () => ipcMain.removeHandler(INVOKE_CHANNEL);
}

const notAllowed: Failure = { code: 'not_allowed', retryable: false, reference: '' };

function isTrusted(event: IpcMainInvokeEvent, developmentOrigin: string | undefined): boolean {
  const frame = event.senderFrame;
  return (
    frame !== null &&
    frame === event.sender.mainFrame &&
    BrowserWindow.fromWebContents(event.sender) !== null &&
    isAppUrl(frame.url, developmentOrigin)
  );
}

/**
 * Sends events to every window of the app. Those that are published without a pause between them go together: a window
 * that is told of a thousand conversations one by one draws a thousand times.
 */
export function windowPublisher(): Publish {
  let waiting: [name: EventName, payload: unknown][] = [];
  const send = (): void => {
    const events = waiting;
    waiting = [];
    for (const window of BrowserWindow.getAllWindows()) {
      if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, events);
    }
  };
  return (name, payload) => {
    // Before the answer to a command that is given after this: a page must not know the newer first.
    if (waiting.push([name, payload]) === 1) queueMicrotask(send);
  };
}
