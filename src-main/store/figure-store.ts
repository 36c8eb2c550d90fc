import type {
  BehindCursor,
  BehindItem,
  BehindWhat,
} from '../../src-preload/contract/analytics-behind.ts';
import type { OpenWaitCursor } from '../../src-preload/contract/analytics-filter.ts';
import type { LeadFigures, Sender, WonValue } from '../../src-preload/contract/analytics-lead.ts';
import type {
  BusinessId,
  ConversationId,
  SessionId,
  UserId,
} from '../../src-preload/contract/ids.ts';
import type { MessageType } from '../../src-preload/contract/message-content.ts';
import type { FigureCalendar } from '../domain/figure-calendar.ts';
import type { Stretch } from '../domain/history-spans.ts';
import type { ZoneShift } from '../domain/zone-shifts.ts';

/** What figures need to know of a message: nothing of what it says. */
export interface MessageFact {
  messageId: string;
  /** WhatsApp's time, whole seconds, in milliseconds. */
  at: number;
  isIncoming: boolean;
  type: MessageType;
  /** Nobody wrote it: it answers by itself. */
  isAutomatic: boolean;
  /** The colleague who wrote it in the app; null for the other side, and for the phone. */
  sentBy: UserId | null;
}

/** What the pipeline has just stored of one conversation. */
export interface ChatFacts {
  conversationId: ConversationId;
  /** `isKnown`: it was stored earlier, and its fact with it, unless that was prevented. */
  messages: readonly (MessageFact & { isKnown: boolean })[];
  /** Messages, stored earlier, that were taken back. */
  revoked: readonly string[];
}

/** What figures need to know of a conversation. */
export interface ConversationFacts {
  conversationId: ConversationId;
  /** The conversation as part of which it is shown; itself when it is not joined. */
  threadId: ConversationId;
  sessionId: SessionId;
  businessId: BusinessId | null;
  /** A keyed hash of who is at the other end, the same through all accounts; null for a group. */
  contactKey: string | null;
  /** Where messages may be missing, oldest first; the ends may be infinite. */
  unproved: readonly Stretch[];
  /** As they are now, in small letters. */
  labels: readonly string[];
}

/** A conversation of which some figures are out of date. */
export interface StaleConversation {
  conversationId: ConversationId;
  /** The notes that say so. */
  noteIds: readonly string[];
  /** Of which moments, both included; null when nothing that was said has changed. */
  span: Stretch | null;
  /** Its messages have to be read again. */
  isUnread: boolean;
  isRebuild: boolean;
}

/** What was found out about conversations that are out of date. */
export interface Settlement {
  stale: readonly StaleConversation[];
  /** Of those that exist. */
  conversations: readonly ConversationFacts[];
  /** All messages of those whose messages had to be read again. */
  messages: ReadonlyMap<ConversationId, readonly MessageFact[]>;
}

/** The calendar of each business; of null for what belongs to none. */
export type CalendarOf = (businessId: BusinessId | null) => FigureCalendar;

export interface ResponseTimes {
  count: number;
  /** By the clock on the wall, and while the business was open; seconds. */
  sum: number;
  businessSum: number;
  /** By `responseClassEnds`. */
  histogram: number[];
  businessHistogram: number[];
}

/** The figures of one day, of a business or of one of its sessions. */
export interface DayFigures {
  /** `YYYY-MM-DD`, in the time zone of the business. */
  date: string;
  businessId: BusinessId | null;
  /** Null for all sessions of the business together. */
  sessionId: SessionId | null;
  incomingMessages: number;
  outgoingMessages: number;
  uniqueContacts: number;
  newLeads: number;
  responses: ResponseTimes;
  firstResponses: ResponseTimes;
}

/** What one sender did on one day. */
export interface SenderFigures {
  date: string;
  businessId: BusinessId | null;
  sessionId: SessionId;
  /** Null for the phone. */
  senderId: UserId | null;
  outgoingMessages: number;
  responses: ResponseTimes;
  firstResponses: ResponseTimes;
}

export interface FigureRange {
  /** `YYYY-MM-DD`, both included: of each business by its own days. */
  from: string;
  to: string;
  /** Null for what belongs to none; left out for all. */
  businessId?: BusinessId | null | undefined;
  sessionId?: SessionId | undefined;
}

/** The clock of a business (null: of what belongs to none) in a stretch of the range. */
export interface ClockShift extends ZoneShift {
  businessId: BusinessId | null;
}

export interface FigureQuestion extends FigureRange {
  /** Who wrote or answered; of leads, who looks after them. */
  senderId?: Sender | undefined;
  /** Conversations that have it now. */
  label?: string | undefined;
  /** Conversations of which a lead of this campaign came, and such leads. */
  campaignId?: string | undefined;
  /** Of every business, all of the range: by these days are told. */
  shifts: readonly ClockShift[];
}

export interface MessageCounts {
  incoming: number;
  outgoing: number;
  /** In which anything was written. */
  conversations: number;
}

/** A figure of each day that has any, and of all of them together, which is not always their sum. */
export interface DaysAndTotal<Figure> {
  days: ReadonlyMap<string, Figure>;
  total: Figure;
}

/** How many response times there were of so many seconds. */
export type Spread = readonly (readonly [seconds: number, count: number])[];

export interface ResponseSpread {
  /** Null where they were not asked for by sender. */
  senderId: Sender | null;
  isFirst: boolean;
  wall: Spread;
  business: Spread;
}

export interface WrittenBy {
  senderId: Sender;
  messages: number;
  conversations: number;
}

/** Leads that came in the range and that one person looks after (null: nobody). */
export interface LeadsOwned {
  ownerId: UserId | null;
  leads: number;
  won: number;
  wonValue: WonValue[];
}

export interface OpenWait {
  /** As which it is shown. */
  conversationId: ConversationId;
  businessId: BusinessId | null;
  sessionId: SessionId;
  /** Milliseconds. */
  since: number;
}

/** As in the contract; of a message without the name of its conversation. */
export type BehindMessage = Omit<Extract<BehindItem, { kind: 'message' }>, 'name'>;
export interface Behind {
  count: number;
  items: (BehindMessage | Extract<BehindItem, { kind: 'lead' }>)[];
  next: BehindCursor | null;
}

export interface FigureState {
  /** By whose days what belongs to no business with hours of its own is counted. */
  timeZone: string;
  /** Null when nothing is made anew. */
  rebuild: { total: number; isStopped: boolean } | null;
  /** Up to which moment is known what conversations belong to. Milliseconds. */
  lookedAt: number;
  /** There are no figures by the definitions of this version: a rebuild has to be started. */
  isToBegin: boolean;
}

/**
 * The figures (resources/docs/numbers.md): facts beside the messages, and what follows from them. Whatever makes figures
 * out of date is noted together with its fact; `settle` and `rollDays` bring them up to date, on whichever desktop.
 * The order in which anything is told makes no difference.
 */
export interface FigureStore {
  /** Facts of several conversations, each at most once in the list; one statement. */
  record(chats: readonly ChatFacts[]): Promise<void>;
  /** The messages of these have to be read again. */
  noteUnread(conversationIds: readonly ConversationId[]): Promise<void>;
  /** What these belong to, or how complete they are, may have changed, up to this moment (milliseconds). */
  noteLooked(conversationIds: readonly ConversationId[], upTo: number): Promise<void>;
  /** A person has closed the conversation. Milliseconds. */
  noteClosed(conversationId: ConversationId, at: number): Promise<void>;

  /** How far they are. The first desktop's time zone stays that of the team's figures, until somebody sets another one. */
  open(timeZone: string): Promise<FigureState>;
  /** How many conversations of a rebuild are not read yet; counts them one by one. */
  leftOfRebuild(): Promise<number>;
  /** An IANA name. What was counted by another one is out of date: see `useCalendars`. */
  setTimeZone(timeZone: string): Promise<void>;
  /**
   * Everything that follows from the messages of these conversations is thrown away, and they are noted to be read
   * again; so are all that have facts.
   */
  startRebuild(conversationIds: readonly ConversationId[]): Promise<void>;
  stopRebuild(isStopped: boolean): Promise<void>;
  /**
   * The figures of each business whose calendar is another one than that by which they were made are thrown away and
   * noted to be made anew. Answers whether there were any.
   */
  useCalendars(calendars: ReadonlyMap<BusinessId | null, FigureCalendar>): Promise<boolean>;

  /** So many conversations that are out of date, with all notes of each; those of a rebuild come last. */
  stale(limit: number, withRebuild: boolean): Promise<StaleConversation[]>;
  /** Brings them up to date; `overtaken` when another desktop did so meanwhile: then nothing was done. */
  settle(settlement: Settlement, calendarOf: CalendarOf): Promise<'done' | 'overtaken'>;
  /** Adds up so many days that are out of date. Answers how many, and whether any figure is another one now. */
  rollDays(limit: number, calendarOf: CalendarOf): Promise<{ days: number; isChanged: boolean }>;
  /** Notes that a rebuild is done, when nothing is left of it. */
  endRebuild(): Promise<boolean>;

  /** Of each day that has any, of every business and every session. */
  days(range: FigureRange): Promise<DayFigures[]>;
  senders(range: FigureRange): Promise<SenderFigures[]>;

  messages(question: FigureQuestion): Promise<DaysAndTotal<MessageCounts>>;
  /** Customers of whom a message came. */
  uniqueContacts(question: FigureQuestion): Promise<DaysAndTotal<number>>;
  /** Customers whose first message of all came then; each on one day. */
  newContacts(question: FigureQuestion): Promise<DaysAndTotal<number>>;
  /** Leads that came of a conversation. */
  newLeads(question: FigureQuestion): Promise<DaysAndTotal<number>>;
  /** Messages of each weekday, Monday first, and each hour. */
  hours(question: FigureQuestion): Promise<{ incoming: number[][]; outgoing: number[][] }>;
  /** Of the range together, or of each sender. */
  responses(question: FigureQuestion, isBySender: boolean): Promise<ResponseSpread[]>;
  writtenBy(question: FigureQuestion): Promise<WrittenBy[]>;
  leadsOwned(question: FigureQuestion): Promise<LeadsOwned[]>;
  leads(question: FigureQuestion): Promise<LeadFigures>;
  /** The messages or leads behind a number, newest first. */
  behind(
    question: FigureQuestion,
    what: BehindWhat,
    limit: number,
    after?: BehindCursor,
  ): Promise<Behind>;
  /**
   * Of conversations that nobody has closed since: how many, and those that wait longest; from the one behind `after`.
   */
  openWaits(
    question: Pick<FigureQuestion, 'businessId' | 'sessionId' | 'label' | 'campaignId'>,
    limit: number,
    after?: OpenWaitCursor,
  ): Promise<{ count: number; longest: OpenWait[] }>;
  /** How many conversations may lack messages in each of these stretches (milliseconds, the end not in it). */
  unproved(stretches: readonly Stretch[], businessId?: BusinessId | null): Promise<number[]>;
}
