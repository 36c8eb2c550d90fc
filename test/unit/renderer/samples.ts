import { defaultDesktop, defaultNotifications } from '../../../src-preload/contract/desktop.ts';
import type { Settings } from '../../../src-preload/contract/app.ts';
import { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { OutboxState } from '../../../src-preload/contract/message-content.ts';
import { Message, nothingButText } from '../../../src-preload/contract/message.ts';
import { defaultAppearance } from '../../../src-preload/contract/appearance.ts';
import { defaultWriting } from '../../../src-preload/contract/writing.ts';
import type { StoreDependencies } from '../../../src-renderer/bridge/store-dependencies.ts';
import type { BridgeFailure } from '../../../src-renderer/bridge/bridge-failure.ts';
import { FakeBridge, succeed } from '../../support/preview/fake-bridge.ts';
import { uuid } from '../../support/preview/sample-data.ts';

/** A conversation whose last message came at `time`. */
export function conversation(
  number: number,
  time: number,
  change: Partial<ConversationSummary> = {},
): ConversationSummary {
  return ConversationSummary.parse({
    conversationId: uuid(number),
    sessionId: uuid(900),
    businessId: null,
    name: `Customer ${number}`,
    phoneNumber: '+34600000000',
    isGroup: false,
    unreadCount: 0,
    messageCount: 1,
    lastMessage: null,
    lastMessageAt: time,
    isPinned: false,
    mention: null,
    whatsAppUnread: 0,
    isArchived: false,
    leadId: null,
    assigneeId: null,
    labels: [],
    status: 'open',
    snoozedUntil: null,
    priority: 'medium',
    waitingSince: null,
    ...change,
  });
}

/** Settings as they are when nobody has changed any. */
export const usualSettings: Settings = {
  theme: 'system',
  language: 'system',
  archiveAfterMonths: 12,
  sleepAfterMinutes: null,
  wakeEveryMinutes: 15,
  browserMemoryLimitMb: 1500,
  historyDays: 90,
  sweepMinutes: 15,
  autoDownloadMb: 64,
  notifications: defaultNotifications,
  desktop: defaultDesktop,
  writing: defaultWriting,
  appearance: defaultAppearance,
};

/** A text in conversation 1. */
export function message(id: string, timestamp: number, change: Partial<Message> = {}): Message {
  return Message.parse({
    messageId: id,
    conversationId: uuid(1),
    direction: 'incoming',
    ...nothingButText,
    type: 'text',
    content: `text of ${id}`,
    senderName: null,
    status: 'delivered',
    statusUpdates: [],
    outbox: null,
    leadGenerated: false,
    timestamp,
    sequence: 0,
    ...change,
  });
}

/** As a message that has just been written. */
export const queuedOutbox: OutboxState = {
  state: 'queued',
  waitsFor: 'turn',
  goesAt: null,
  scheduledFor: null,
  attempts: 0,
};

export interface TestDependencies extends StoreDependencies {
  readonly bridge: FakeBridge;
  readonly reported: BridgeFailure[];
}

/** A bridge that knows the settings and keeps what is typed, and a list of what would have been shown to the user. */
export function testDependencies(): TestDependencies {
  const reported: BridgeFailure[] = [];
  return {
    bridge: new FakeBridge()
      .handle('settings.get', () => succeed(usualSettings))
      .handle('draft.list', () => succeed([]))
      .handle('label.list', () => succeed([]))
      .handle('lead.stages', () => succeed([]))
      .handle('leadLearning.state', () =>
        succeed({ judgements: { leads: 0, others: 0 }, applied: null }),
      )
      .handle('campaign.list', () => succeed([]))
      .handle('leadView.list', () => succeed([]))
      .handle('businessHours.list', () => succeed([]))
      .handle('draft.keep', () => succeed(null))
      .handle('note.list', () => succeed([]))
      .handle('presence.tell', () => succeed(null))
      .handle('presence.list', () => succeed([])),
    reported,
    reportFailure: (failure) => {
      reported.push(failure);
    },
  };
}

/** A promise that the test settles when it wants to. */
export function deferred<T>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
} {
  let settle: ((value: T) => void) | undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle?.(value) };
}
