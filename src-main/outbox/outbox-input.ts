import type { SessionId } from '../../src-preload/contract/ids.ts';
import type { Message, MessageStatus } from '../../src-preload/contract/message.ts';
import type { Schedule } from '../../src-preload/contract/outgoing.ts';
import type { Clock } from '../common/clock.ts';
import type { DeviceDatabase } from '../journal/device-database.ts';
import type { Log } from '../log/log.ts';
import type { Pace } from '../pace/pace.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { GateAnswer } from './consent-gate.ts';
import type { FileSpool } from './file-spool.ts';
import type { OutboxItem } from './outbox-item.ts';

/** How a message leaves the outbox: WhatsApp has accepted it, or a person has given it up. */
export type OutboxExit = 'accepted' | 'discarded';

/** What the outbox works with, and whom it tells. */
export interface OutboxInput {
  database: DeviceDatabase;
  files: FileSpool;
  clock: Clock;
  log: Log;
  pace: Pace;
  /** The client of a session that is connected, else null. */
  clientOf(sessionId: SessionId): WhatsAppClient | null;
  /** Whether the owner of the account has blocked whom it goes to; false where that cannot be asked now. */
  isBlocked(item: OutboxItem): Promise<boolean>;
  /** Whether the person it goes to wants it, as far as they have said so until this moment. */
  isWanted(item: OutboxItem): Promise<GateAnswer>;
  /** What WhatsApp says of a raw message of ours; null when it is none. */
  statusOf(raw: unknown): MessageStatus | null;
  /** `message` is how it is shown now. */
  onChanged(item: OutboxItem, message: Message): void;
  /** It left the outbox. */
  onRemoved(item: OutboxItem, how: OutboxExit): void;
  /** It went later than it was scheduled for. */
  onSentLate(item: OutboxItem & { schedule: Schedule }, sentAt: number): void;
  /** WhatsApp has the message: resolves when `raw` is in the journal. */
  onAccepted(item: OutboxItem, raw: unknown): Promise<void>;
}
