import type {
  ConversationCursor,
  ConversationSummary,
} from '../../../../src-preload/contract/conversation.ts';
import type { ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import type { BridgeFailure } from '../../../bridge/bridge-failure.ts';
import type { PagedList } from '../../../bridge/paged-list.ts';
import type { RemoteData } from '../../../bridge/remote-data.ts';

/** Messages of the open conversation that are selected. */
export interface Selection {
  readonly messages: ReadonlyMap<MessageId, Message>;
  /** The one that was chosen last, from which a stretch is selected. */
  readonly anchor: MessageId;
}

export interface SelectSlice {
  /** Null while nobody selects; then a click on a message does what it does. */
  readonly selection: Selection | null;
  /** Selects it, begins with it, or leaves it out again. */
  readonly toggleMessage: (message: Message) => void;
  /** Selects everything that is shown between the one chosen last and this one. */
  readonly selectUpTo: (message: Message) => void;
  readonly leaveSelection: () => void;
}

/** Messages on their way to other conversations: where to is being chosen, or it is under way. */
export interface Forwarding {
  /** In the order in which they were written. */
  readonly messages: readonly Message[];
  /** Conversations of the same account, newest first, as far as they are fetched. */
  readonly targets: RemoteData<PagedList<ConversationSummary, ConversationCursor>>;
  readonly chosen: ReadonlyMap<ConversationId, ConversationSummary>;
  /** How many conversations have got them; null before it begins. */
  readonly done: number | null;
  readonly failed: readonly {
    readonly conversation: ConversationSummary;
    readonly failure: BridgeFailure;
  }[];
}

/** As WhatsApp has it: more than these at once looks like spam to it. */
export const MAXIMUM_TARGETS = 5;

export interface ForwardSlice {
  /** Null while nothing is being forwarded. */
  readonly forwarding: Forwarding | null;
  readonly askWhereTo: (messages: readonly Message[]) => void;
  readonly loadMoreTargets: () => Promise<void>;
  /** Does nothing where as many are chosen as may be. */
  readonly toggleTarget: (conversation: ConversationSummary) => void;
  /** Sends each message to each conversation; those that failed stay chosen. Answers whether none did. */
  readonly forwardToChosen: () => Promise<boolean>;
  readonly leaveForwarding: () => void;
}
