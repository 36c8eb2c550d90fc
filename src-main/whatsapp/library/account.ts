import { z } from 'zod';
import type { LinkedAccount } from '../../domain/whatsapp-event.ts';
import { readWid } from '../translators/whatsapp-ids.ts';

const Info = z.object({
  wid: z.unknown(),
  pushname: z.string().nullish(),
  platform: z.string().nullish(),
});

/** The linked account out of what whatsapp-web.js knows of it after `ready`; undefined when it knows too little. */
export function readAccount(info: unknown): LinkedAccount | undefined {
  const parsed = Info.safeParse(info);
  const whatsappId = parsed.success ? readWid(parsed.data.wid) : undefined;
  if (!parsed.success || whatsappId === undefined) return undefined;
  const [user = '', server] = whatsappId.split('@');
  return {
    whatsappId,
    // A LID is no number; WhatsApp gives one only while it does not know the number itself.
    phoneNumber: server === 'c.us' ? user : '',
    pushname: parsed.data.pushname ?? '',
    platform: parsed.data.platform ?? '',
  };
}
