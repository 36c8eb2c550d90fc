import { contextBridge, ipcRenderer } from 'electron';
import { changedChannel, requestChannel, type PhoneBridge } from './phone-view.ts';

const bridge: PhoneBridge = {
  request: (request) => ipcRenderer.invoke(requestChannel, request),
  onChanged: (listener) => void ipcRenderer.on(changedChannel, () => listener()),
};

contextBridge.exposeInMainWorld('phone', bridge);
