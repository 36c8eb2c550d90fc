import { z } from 'zod';
import type { WhatsAppId } from '../../domain/whatsapp-event.ts';

/**
 * WhatsApp's ids come as text or as objects, and the minifier of its page renames their fields: `_serialized` has been
 * `$1` since July 2026. So they are found by what they look like, in this one place.
 */
const widText = /^[^@\s_]+@[a-z.]+$/;
const keyText = /^(true|false)_([^_\s]+@[a-z.]+)_(.+)$/;

const WidParts = z.object({ user: z.string().min(1), server: z.string().min(1) });
const Fields = z.record(z.string(), z.unknown());

/** The id of a user, group or list; undefined when this is none. */
export function readWid(value: unknown): WhatsAppId | undefined {
  if (typeof value === 'string') return widText.test(value) ? withoutDevice(value) : undefined;
  const parts = WidParts.safeParse(value);
  if (parts.success) return withoutDevice(`${parts.data.user}@${parts.data.server}`);
  return textIn(value, widText, withoutDevice);
}

export interface MessageKey {
  readonly fromMe: boolean;
  readonly chatId: WhatsAppId;
  readonly id: string;
}

const KeyParts = z.object({ fromMe: z.boolean(), remote: z.unknown(), id: z.string().min(1) });

/** A message's key; undefined when this is none. */
export function readMessageKey(value: unknown): MessageKey | undefined {
  if (typeof value === 'string') return parseKey(value);
  const parts = KeyParts.safeParse(value);
  const chatId = parts.success ? readWid(parts.data.remote) : undefined;
  if (parts.success && chatId !== undefined) {
    return { fromMe: parts.data.fromMe, chatId, id: parts.data.id };
  }
  return textIn(value, keyText, parseKey);
}

/** `true_34600111222@c.us_3EB0…`, in groups followed by the author, for some of our own by `_out`. */
function parseKey(text: string): MessageKey | undefined {
  const [, fromMe, remote, rest] = keyText.exec(text) ?? [];
  const chatId = readWid(remote);
  if (fromMe === undefined || rest === undefined || chatId === undefined) return undefined;
  const id = rest.replace(/_(out|in)$/, '').replace(/_[^_@]+@[a-z.]+$/, '');
  return { fromMe: fromMe === 'true', chatId, id };
}

/** Drops what names one device of a user (`34600111222:7@c.us`), and the servers' own word for users. */
function withoutDevice(wid: string): WhatsAppId {
  return wid.replace(/:\d+@/, '@').replace(/@s\.whatsapp\.net$/, '@c.us');
}

function textIn<Found>(
  value: unknown,
  pattern: RegExp,
  read: (text: string) => Found | undefined,
): Found | undefined {
  const fields = Fields.safeParse(value);
  if (!fields.success) return undefined;
  for (const text of Object.values(fields.data)) {
    if (typeof text === 'string' && pattern.test(text)) return read(text);
  }
  return undefined;
}
