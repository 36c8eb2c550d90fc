import { z } from 'zod';
import { systemClock } from '../../../../src-main/common/clock.ts';
import { WhatsAppWebClient } from '../../../../src-main/whatsapp/whatsapp-web-client.ts';
import { silentLog } from '../../../unit/whatsapp/support/silent-log.ts';

/** A process that drives a browser and waits to be killed. Says a line when the browser runs. */
const { profile, ...launch } = z
  .object({ executablePath: z.string(), args: z.array(z.string()), profile: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ''));

const client = new WhatsAppWebClient({
  launch,
  profile: {
    open: async () => profile,
    keep: () => undefined,
    discard: () => undefined,
    close: async () => undefined,
  },
  clock: systemClock,
  log: silentLog(),
});
await client.start();
console.log('running');
