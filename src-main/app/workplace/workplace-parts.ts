import type { SessionId } from '../../../src-preload/contract/ids.ts';
import type { WhatsAppClient } from '../../whatsapp/whatsapp-client.ts';
import type { Closers } from './closers.ts';
import type { Device } from './open-device.ts';
import type { WorkplaceInput } from './workplace-input.ts';

/** What every part of the workplace is built from. */
export interface PartInput extends Pick<WorkplaceInput, 'user' | 'stores' | 'clock' | 'log'> {
  device: Device;
  closers: Closers;
  /** Tells the windows, and what is kept on the device for the time when the databases are away. */
  publish: Device['publish'];
}

/** The client of a session that is connected, else null. */
export type ClientOf = (sessionId: SessionId) => WhatsAppClient | null;
