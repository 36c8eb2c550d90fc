import type { Draft } from '../../../../src-preload/contract/draft.ts';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';

/** What is typed is on the disk at most this much later, in milliseconds. */
const KEEP_MS = 300;
/** How long until what could not be kept is tried again, in milliseconds. */
const RETRY_MS = 2_000;

export interface DraftKeeper {
  /** Call when something of what is written there has changed. */
  readonly note: (conversationId: ConversationId) => void;
  /** Keeps everything that is not kept yet, at once. */
  readonly keepNow: () => void;
}

/** Keeps what is written on this computer. `draftOf` says what is to be kept at the moment when it is called. */
export function createDraftKeeper(
  { bridge, reportFailure }: StoreDependencies,
  draftOf: (conversationId: ConversationId) => Draft,
): DraftKeeper {
  const unkept = new Set<ConversationId>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isFailing = false;

  const keepLater = (delay: number): void => {
    timer ??= setTimeout(keepNow, delay);
  };

  const keep = async (conversationId: ConversationId): Promise<void> => {
    try {
      await call(bridge, 'draft.keep', draftOf(conversationId));
      isFailing = false;
    } catch (error) {
      const failure = toBridgeFailure(error);
      unkept.add(conversationId);
      keepLater(RETRY_MS);
      // While the app is locked or starts anew it says so itself; anything else is said once.
      if (!isFailing && failure.code !== 'not_ready') {
        isFailing = true;
        reportFailure(failure);
      }
    }
  };

  function keepNow(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const now = [...unkept];
    unkept.clear();
    for (const conversationId of now) void keep(conversationId);
  }

  return {
    note(conversationId) {
      unkept.add(conversationId);
      keepLater(KEEP_MS);
    },
    keepNow,
  };
}
