/** The two channels of Electron's IPC that the app uses; no other channel name exists. */
export const INVOKE_CHANNEL = 'alexia:invoke';
export const EVENT_CHANNEL = 'alexia:event';
