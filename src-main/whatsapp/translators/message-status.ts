import type { MessageStatus } from '../../../src-preload/contract/message.ts';

/**
 * WhatsApp's ack to our status: −1 failed, 0 waiting, 1 accepted by the server, 2 delivered, 3 read, 4 played. A number
 * beyond is one more step after "played".
 */
export function statusOfAck(ack: number): MessageStatus {
  if (ack < 0) return 'failed';
  if (ack === 0) return 'sending';
  if (ack === 1) return 'sent';
  if (ack === 2) return 'delivered';
  if (ack === 3) return 'read';
  return 'played';
}
