import type { Translators } from '../../ingest/translators.ts';
import { translateAck } from './translate-ack.ts';
import { translateChange } from './translate-change.ts';
import { translateMessage } from './translate-message.ts';
import { translatePlace } from './translate-place.ts';
import { translateUnread } from './translate-unread.ts';

/** Everything that WhatsApp tells, into the words of the domain. */
export const whatsappTranslators: Translators = {
  message: translateMessage,
  ack: translateAck,
  unread: translateUnread,
  place: translatePlace,
  change: translateChange,
};
