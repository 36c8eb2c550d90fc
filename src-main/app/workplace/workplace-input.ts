import type { Settings, StartStep, User } from '../../../src-preload/contract/app.ts';
import type { PaceSettings } from '../../../src-preload/contract/pace.ts';
import type { AccessRecorder } from '../../access-log/access-recorder.ts';
import type { Clock } from '../../common/clock.ts';
import type { SecretStore } from '../../config/secret-store.ts';
import type { Publish } from '../../ingest/store-chat-batches.ts';
import type { DeviceDatabase } from '../../journal/device-database.ts';
import type { Log } from '../../log/log.ts';
import type { Stores } from '../../store/stores.ts';
import type { CarePolicy } from '../../whatsapp/session/session-care.ts';
import type { SessionManager } from '../../whatsapp/session/session-manager.ts';
import type { AccountEvents } from '../create-session-manager.ts';

export interface WorkplaceInput {
  user: User;
  stores: Stores;
  /** Whether the databases were away just now: the stores open by themselves. */
  areAway?: boolean | undefined;
  /** The app's data folder. */
  folder: string;
  /** The database of this device; closed by the workplace. */
  openDatabase(): Promise<DeviceDatabase>;
  secrets: SecretStore;
  publish: Publish;
  clock: Clock;
  log: Log;
  /** This installation, a UUID. */
  deskId: string;
  /** What notes who does what; it writes while the workplace is open. */
  accessRecorder: AccessRecorder;
  onStep(step: StartStep): void;
  /** Builds the session manager: the only part that knows how WhatsApp's browser is started. */
  createSessions(events: AccountEvents): Promise<SessionManager>;
  /** A person has just linked an account. */
  onAccountLinked(): void;
  /** After how many months without a message a conversation goes to the archive, as it is set now. */
  archiveAfterMonths(): number;
  /** When browsers sleep and how big they may get, as it is set now. */
  carePolicy(): CarePolicy;
  /** How fast may be written, as it is set now. */
  paceSettings(): PaceSettings;
  /** How far back history is read, how often it is compared, and which files come by themselves, as it is set now. */
  sync(): Pick<Settings, 'historyDays' | 'sweepMinutes' | 'autoDownloadMb'>;
}
