import { contextBridge, ipcRenderer } from 'electron';
import { EVENT_CHANNEL, INVOKE_CHANNEL } from './contract/channels.ts';
import type { Bridge } from './contract/contract.ts';

interface Subscription {
  readonly event: unknown;
  tell(payload: unknown): void;
}

const subscriptions = new Set<Subscription>();

/** Two functions on two fixed channels. Main checks names, shapes and who asks: a page cannot be trusted with it. */
const bridge: Bridge = {
  invoke: (command, input) => ipcRenderer.invoke(INVOKE_CHANNEL, command, input),
  subscribe(event, listener) {
    const subscription: Subscription = {
      event,
      tell: (payload) => listener(payload as Parameters<typeof listener>[0]),
    };
    subscriptions.add(subscription);
    return () => {
      subscriptions.delete(subscription);
    };
  },
};

// Events that were published together come together, in order: the page draws once for all of them.
ipcRenderer.on(
  EVENT_CHANNEL,
  (_, events: readonly (readonly [name: unknown, payload: unknown])[]) => {
    for (const [name, payload] of events) {
      for (const { event, tell } of [...subscriptions]) {
        if (event !== name) continue;
        try {
          tell(payload);
        } catch (error) {
          // One that fails does not keep the others from being told.
          reportError(error);
        }
      }
    }
  },
);

contextBridge.exposeInMainWorld('alexia', bridge);
