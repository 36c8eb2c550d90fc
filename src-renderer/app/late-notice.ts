import { notifications } from '@mantine/notifications';
import type { i18n } from 'i18next';
import type { Bridge } from '../../src-preload/contract/contract.ts';

/** Tells when a message went later than it was scheduled for; the answer stops that. */
export function startLateNotices(bridge: Bridge, words: i18n): () => void {
  return bridge.subscribe('message.sentLate', ({ messageId, scheduledFor, timeZone, sentAt }) => {
    const format = new Intl.DateTimeFormat(words.language, {
      dateStyle: 'short',
      timeStyle: 'short',
      timeZone,
    });
    notifications.show({
      id: `late-${messageId}`,
      autoClose: false,
      title: words.t('outbox.sentLateTitle'),
      message: words.t('outbox.sentLate', {
        scheduled: format.format(scheduledFor),
        sent: format.format(sentAt),
      }),
      closeButtonProps: { 'aria-label': words.t('common.close') },
    });
  });
}
