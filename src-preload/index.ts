import { contextBridge, ipcRenderer } from 'electron';
import { EVENT_CHANNEL, INVOKE_CHANNEL } from './contract/channels.ts';
import type { Bridge } from './contract/contract.ts';

/** Two functions on two fixed channels. Main checks names, shapes and who asks: a page cannot be trusted with it. */
const bridge: Bridge = {
  invoke: (command, input) => ipcRenderer.invoke(INVOKE_CHANNEL, command, input),
  subscribe(event, listener) {
    const relay = (_: unknown, name: unknown, payload: Parameters<typeof listener>[0]): void => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on(EVENT_CHANNEL, relay);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, relay);
    };
  },
};

contextBridge.exposeInMainWorld('alexia', bridge);
