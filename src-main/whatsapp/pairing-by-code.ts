import { z } from 'zod';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import type { Log } from '../log/log.ts';
import { withDeadline } from './deadline.ts';
import { classify } from './library/library-error.ts';
import { pageExpression } from './page/page-expression.ts';
import { requestPairingCode, returnToQrCode } from './page/pairing-code.ts';
import { refreshQrCode } from './page/page-state.ts';

/** How long WhatsApp may take to give a code: over a navigation the question hangs for good. Milliseconds. */
const CODE_DEADLINE = 15_000;
/**
 * After about seven WhatsApp refuses for hours, QR codes and other computers included; so nobody gets near it by
 * pressing a button.
 */
const CODES_PER_LINKING = 3;

const Answer = z.union([
  z.object({ code: z.string().min(1) }),
  z.object({ refused: z.enum(['rate_limit', 'other']), reason: z.string() }),
]);

/** The codes by which a page that waits to be linked can be: one to type, or those to scan. */
export class PairingByCode {
  readonly #run: (expression: string) => Promise<unknown>;
  readonly #clock: Clock;
  readonly #log: Log;
  #asked = 0;
  #isOnShow = false;

  constructor(input: { run(expression: string): Promise<unknown>; clock: Clock; log: Log }) {
    this.#run = (expression) => input.run(expression);
    this.#clock = input.clock;
    this.#log = input.log;
  }

  /** A new code for the phone with this number (digits only). Rejects as `WhatsAppClient.requestPairingCode`. */
  async request(phoneNumber: string): Promise<string> {
    const doing = 'Asking for a pairing code';
    if (this.#asked >= CODES_PER_LINKING) {
      throw new AppError('whatsapp_wait_hours', `${doing}: ${CODES_PER_LINKING} were asked for`);
    }
    this.#asked += 1;
    this.#isOnShow = true;
    let answer: z.infer<typeof Answer>;
    try {
      const asked = this.#run(pageExpression(requestPairingCode, phoneNumber));
      answer = Answer.parse(await withDeadline(this.#clock, CODE_DEADLINE, doing, asked));
    } catch (error) {
      throw classify(error, doing);
    }
    if ('code' in answer) return answer.code;
    if (answer.refused === 'rate_limit') {
      this.#asked = CODES_PER_LINKING;
      throw new AppError('whatsapp_wait_hours', `${doing}: WhatsApp gives no more for now`);
    }
    // The reason may repeat the number.
    this.#log.warn('WhatsApp refused a pairing code', { length: answer.reason.length });
    throw new AppError('whatsapp_refused', `${doing}: WhatsApp refused`);
  }

  /** Asks the page for codes to scan. */
  async showQr(): Promise<void> {
    const script = this.#isOnShow ? pageExpression(returnToQrCode) : pageExpression(refreshQrCode);
    this.#isOnShow = false;
    await this.#run(script);
  }
}
