import type { Diagnostics } from '../../../src-preload/contract/diagnostics.ts';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import { uuid } from './sample-data.ts';
import { sampleTest } from './sample-stores.ts';

/** A desktop that works, save for one message that gave up. */
export function sampleDiagnostics(): Diagnostics {
  return {
    takenAt: 1_750_000_000_000,
    versions: {
      app: '0.1.0',
      electron: '45.4.1',
      chromium: '146.0.7680.80',
      node: '24.14.0',
      whatsAppLibrary: '1.34.7',
      system: 'Linux 6.12.57 x64',
    },
    health: { mongo: 'up', postgres: 'up', keychain: 'up', waiting: 0, setAside: 0 },
    stores: { mongodb: sampleTest('MongoDB 8.0.4'), postgres: sampleTest('PostgreSQL 18.1') },
    accounts: [
      { sessionId: SessionId.parse(uuid(900)), state: 'connected' },
      { sessionId: SessionId.parse(uuid(901)), state: 'reconnecting' },
    ],
    outbox: { waiting: 2, failed: 1 },
    notifications: true,
    uptimeSeconds: 7_260,
    memoryMb: 312,
    freeDiskMb: 81_920,
    logLines: [
      '2025-06-15T15:04:01.310Z info Alexia Desk starts {"version":"0.1.0","electron":"45.4.1"}',
      '2025-06-15T15:04:02.108Z info [stores] Both databases are open',
      '2025-06-15T15:04:05.911Z info [whatsapp] An account is connected {"milliseconds":2804}',
      '2025-06-15T15:06:40.002Z warn [outbox] A message gave up {"code":"whatsapp_refused"}',
    ],
  };
}
