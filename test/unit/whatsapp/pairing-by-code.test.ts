import { describe, expect, it } from 'vitest';
import { PairingByCode } from '../../../src-main/whatsapp/pairing-by-code.ts';
import { ManualClock } from './support/manual-clock.ts';
import { silentLog } from './support/silent-log.ts';

function pairing(answer: () => Promise<unknown>) {
  const clock = new ManualClock();
  const scripts: string[] = [];
  const codes = new PairingByCode({
    run: (script) => {
      scripts.push(script);
      return answer();
    },
    clock,
    log: silentLog(),
  });
  return { clock, scripts, codes };
}

const number = '34600000001';

describe('a code to type on the phone', () => {
  it('is what WhatsApp gives for the number', async () => {
    const { codes, scripts } = pairing(async () => ({ code: 'ABCD1234' }));
    expect(await codes.request(number)).toBe('ABCD1234');
    expect(scripts[0]).toContain(number);
  });

  it('is not waited for longer than 15 seconds: over a navigation the question hangs for good', async () => {
    const { codes, clock } = pairing(() => new Promise(() => undefined));
    const asked = expect(codes.request(number)).rejects.toMatchObject({
      code: 'whatsapp_not_connected',
    });
    await clock.advance(15_000);
    await asked;
  });

  it('is asked for three times at most, so that nobody gets blocked by pressing a button', async () => {
    let asked = 0;
    const { codes } = pairing(async () => {
      asked += 1;
      return { code: `CODE000${asked}` };
    });
    for (let attempt = 0; attempt < 3; attempt += 1) await codes.request(number);
    await expect(codes.request(number)).rejects.toMatchObject({ code: 'whatsapp_wait_hours' });
    expect(asked).toBe(3);
  });

  it('is asked for no more once WhatsApp says that there were too many', async () => {
    let asked = 0;
    const { codes } = pairing(async () => {
      asked += 1;
      return { refused: 'rate_limit', reason: 'IQErrorRateOverlimit' };
    });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(codes.request(number)).rejects.toMatchObject({ code: 'whatsapp_wait_hours' });
    }
    expect(asked).toBe(1);
  });
});
