import { describe, expect, it } from 'vitest';
import { messageStatuses } from '../../../src-preload/contract/message.ts';
import { advancesStatus } from '../../../src-main/domain/message-status.ts';

describe('advancesStatus', () => {
  it('moves forward through sent, delivered and read', () => {
    expect(advancesStatus('sending', 'sent')).toBe(true);
    expect(advancesStatus('sent', 'read')).toBe(true);
    expect(advancesStatus('delivered', 'read')).toBe(true);
  });

  it('never moves back, nor stays', () => {
    expect(advancesStatus('read', 'delivered')).toBe(false);
    expect(advancesStatus('delivered', 'sent')).toBe(false);
    for (const status of messageStatuses) expect(advancesStatus(status, status)).toBe(false);
  });

  it('lets a failed message be sent after all, and an accepted one never fail', () => {
    expect(advancesStatus('failed', 'sent')).toBe(true);
    expect(advancesStatus('sent', 'failed')).toBe(false);
  });
});
