import type { PageReport } from './page-report.ts';
import type { WhatsAppPage } from './whatsapp-page.ts';

declare const window: WhatsAppPage & {
  readonly __deskReport: (report: PageReport) => Promise<unknown>;
};

export interface PagePlacing {
  readonly [key: string]: string;
  readonly chatId: string;
  readonly placing: 'pin' | 'unpin' | 'archive' | 'unarchive';
}

/**
 * Page script: what the library's `pinChat` and its like do. The library takes the third chat of the page's list for
 * the third pinned one, which it is only where the page has sorted them; and nobody tells whether WhatsApp has done it.
 * Answers `full` where three others are pinned, and throws when the chat has not changed within five seconds.
 */
export async function placeChat({ chatId, placing }: PagePlacing): Promise<'done' | 'full'> {
  const chats = window.require('WAWebCollections').Chat;
  const chat = chats.get(chatId);
  if (chat === undefined) throw new Error('The chat is not there');
  const isPinning = placing === 'pin' || placing === 'unpin';
  const on = placing === 'pin' || placing === 'archive';
  const isSo = (): boolean => (isPinning ? Boolean(chat.pin) : chat.archive === true) === on;
  if (isSo()) {
    // Nothing changes, so nothing is told; who asks does not know what it is.
    const [isArchived, isPinned] = [chat.archive === true, Boolean(chat.pin)];
    await window.__deskReport({ kind: 'place', chatId: chat.id.toString(), isArchived, isPinned });
    return 'done';
  }
  if (placing === 'pin' && chats.getModelsArray().filter(({ pin }) => pin).length >= 3) {
    return 'full';
  }
  const { Cmd } = window.require('WAWebCmd');
  await (isPinning ? Cmd.pinChat(chat, on) : Cmd.archiveChat(chat, on));
  for (let looks = 0; looks < 50 && !isSo(); looks++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (!isSo()) throw new Error('WhatsApp has not done it');
  return 'done';
}
