import type { SessionId } from '../../src-preload/contract/ids.ts';
import type { WhatsAppId } from '../domain/whatsapp-event.ts';

/** A desktop asks to run an account, or to go on running it. */
export interface LeaseClaim {
  /** WhatsApp's id of the account. */
  accountId: WhatsAppId;
  /** The session through which this desktop would run it. */
  sessionId: SessionId;
  /** How long it then holds, in milliseconds, by the server's clock. */
  ttl: number;
  /**
   * Says that this desktop wants the account although another one runs it: a person pressed the button. The holder
   * learns of it with its next claim and gives way; nobody else, the holder included, gets in between.
   */
  insists?: boolean;
}

export type LeaseAnswer =
  /** `fence` grows by one with every change of holder. `isWanted`: another desktop waits for it, give way. */
  { outcome: 'held'; fence: number; isWanted: boolean } | { outcome: 'heldElsewhere' };

/**
 * Who runs which WhatsApp account (`account_leases`): one desktop at a time. The server's clock alone decides when a
 * lease has ended, so a desktop whose clock is wrong, or that was asleep, takes nothing from anybody.
 */
export interface LeaseStore {
  /** Takes the lease when nobody holds it, prolongs it when this desktop does. One atomic step. */
  claim(claim: LeaseClaim): Promise<LeaseAnswer>;
  /** Gives it back; `notHeld` when this desktop did not have it. */
  release(accountId: WhatsAppId): Promise<'released' | 'notHeld'>;
}
