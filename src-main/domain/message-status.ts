import type { MessageStatus } from '../../src-preload/contract/message.ts';
import type { ErrorCode } from '../../src-preload/contract/result.ts';

const rank: Record<MessageStatus, number> = {
  sending: 0,
  failed: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  played: 5,
};

/** Why a message of ours failed, when WhatsApp says no more than that it did. */
export const REFUSED = 'whatsapp_refused' satisfies ErrorCode;

/**
 * Whether `next` takes the place of `current`. A status only moves forward, whatever order WhatsApp's acks arrive in;
 * a failed message that WhatsApp accepts after all is sent, and one that was accepted never fails.
 */
export function advancesStatus(current: MessageStatus, next: MessageStatus): boolean {
  return rank[next] > rank[current];
}
