import type { ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import type {
  Highlight,
  MessageHit,
  SearchCursor,
} from '../../../../src-preload/contract/search.ts';
import type { PagedList } from '../../../bridge/paged-list.ts';
import type { RemoteData } from '../../../bridge/remote-data.ts';

export type FoundList = PagedList<MessageHit, SearchCursor>;

/** What is looked for in the open conversation. */
export interface Find {
  readonly conversationId: ConversationId;
  readonly query: string;
  /** Newest first. While an answer is on its way, those of the question before. */
  readonly hits: RemoteData<FoundList>;
  /** The hit that one stands on, counted from 0. */
  readonly place: number;
  /** Counts how often somebody wanted to type into the field. */
  readonly fieldCalls: number;
}

/** Where a day is looked for. */
export interface DayJump {
  /** `YYYY-MM-DD` in the user's time zone; empty while none is chosen. */
  readonly day: string;
  readonly state:
    | 'asking'
    | 'looking'
    /** Nothing was written on that day or after it. */
    | 'nothing'
    /** Nothing was written on that day; what came next is shown. */
    | 'later';
  /** When the message that is shown was written, in milliseconds; only where the state is `later`. */
  readonly found?: number;
}

/** Finding one's way in the open conversation. */
export interface FindSlice {
  /** Null while nobody looks for anything. */
  readonly find: Find | null;
  /** What stands out in the texts of messages that were found. */
  readonly foundMarks: ReadonlyMap<MessageId, readonly Highlight[]>;
  /** Opens the field for the selected conversation, or goes back to it. */
  readonly openFind: () => void;
  readonly setFindQuery: (query: string) => void;
  /** Asks again what could not be answered. */
  readonly askAgain: () => Promise<void>;
  /** One hit further back, or with -1 one further on; after the last comes the first. */
  readonly stepFind: (by: 1 | -1) => Promise<void>;
  readonly closeFind: () => void;
  /** Null while nobody asks for a day. */
  readonly dayJump: DayJump | null;
  /** Asks for a day, and proposes one. */
  readonly askForDay: (day: string) => void;
  /** Opens the selected conversation at the first message from that day on, where there is one. */
  readonly goToDay: (day: string) => Promise<void>;
  readonly leaveDay: () => void;
}
