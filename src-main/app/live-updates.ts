import type { ContactId, ConversationId, LeadId } from '../../src-preload/contract/ids.ts';
import type { NoteId } from '../../src-preload/contract/note.ts';
import type { Message } from '../../src-preload/contract/message.ts';
import { assertNever } from '../common/assert-never.ts';
import type { Clock } from '../common/clock.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { Log } from '../log/log.ts';
import type { Change, ChangeListener, FeedPosition } from '../store/change-feed.ts';
import type { RowChange } from '../store/row-feed.ts';
import type { Outdated } from '../store/outdated.ts';
import type { Stores } from '../store/stores.ts';
import type { TeamPresence } from './presence/team-presence.ts';

/** Changes are gathered for so long before they are read, in milliseconds: most come in flocks. */
const GATHER_MS = 50;
/** After a failure, in milliseconds. */
const RETRY_MS = 1_000;
/**
 * What is read and told at most. With more, whoever shows something is asked to read it again, which is less work:
 * a history that comes in, an account that moves to another desktop.
 */
const CONVERSATIONS_AT_MOST = 200;
const MESSAGES_OF_ONE_CONVERSATION_AT_MOST = 100;

interface LiveUpdatesInput {
  stores: Pick<
    Stores,
    'changes' | 'rowChanges' | 'conversations' | 'messages' | 'notes' | 'leads' | 'forgetOutdated'
  >;
  position: FeedPosition;
  /** This desktop, whose own changes are shown already. */
  deskId: string;
  publish: Publish;
  presence: Pick<TeamPresence, 'note' | 'read'>;
  /** The team's rules for finding leads are other ones now: at once, before anything is shown of them. */
  onLeadRules(): void;
  /** Somebody has made or changed a lead that waits for a conversation of its number. */
  onWaitingLead(): void;
  /** The team's campaigns likewise. */
  onCampaigns(): void;
  /** This desktop may have to take something away. */
  onErasures(): void;
  /** The message with what the outbox knows of it. */
  withOutbox(message: Message): Message;
  clock: Clock;
  log: Log;
}

/** Shows here what other desktops write: turns what the feeds tell into events for the windows. */
export class LiveUpdates {
  readonly #input: LiveUpdatesInput;
  #conversations = new Set<ConversationId>();
  #messages = new Map<ConversationId, Set<string>>();
  #notes = new Set<NoteId>();
  readonly #blocked = new Map<ContactId, boolean>();
  #leads = new Set<LeadId>();
  #businessesChanged = false;
  #quickRepliesChanged = false;
  #consentsChanged = false;
  #labelsChanged = false;
  #leadRulesChanged = false;
  #campaignsChanged = false;
  #leadViewsChanged = false;
  #teamChanged = false;
  #leadStagesChanged = false;
  #businessHoursChanged = false;
  #figuresChanged = false;
  #retentionChanged = false;
  #erasuresChanged = false;
  #missedAll = false;
  /** What was found out of date, being forgotten. */
  #forgetting: Promise<void> = Promise.resolve();
  #cancelFlush: (() => void) | null = null;
  #flushing: Promise<void> = Promise.resolve();
  #cancelSubscribing: () => void = () => {};
  #subscribing: Promise<void> = Promise.resolve();
  readonly #stops: (() => Promise<void>)[] = [];
  #stopping = false;

  constructor(input: LiveUpdatesInput) {
    this.#input = input;
  }

  start(): void {
    const { stores, position, deskId } = this.#input;
    const { changes, rowChanges } = stores;
    this.#subscribing = Promise.all([
      this.#subscribe(() => changes.subscribe(this.#listener, position, deskId)),
      this.#subscribe(() => rowChanges.subscribe((change) => this.#onRow(change))),
    ]).then(() => {});
  }

  /** Resolves when nothing more is published. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelSubscribing();
    this.#cancelFlush?.();
    await this.#subscribing;
    await Promise.all(this.#stops.map((stop) => stop()));
    await this.#flushing;
  }

  /** The databases may be away when the app starts: then until they are there. */
  async #subscribe(subscribe: () => Promise<() => Promise<void>>): Promise<void> {
    while (!this.#stopping) {
      try {
        this.#stops.push(await subscribe());
        return;
      } catch (error) {
        this.#input.log.debug('Changes of other desktops cannot be followed yet', { error });
        await new Promise<void>((resolve) => {
          const earlier = this.#cancelSubscribing;
          const cancel = this.#input.clock.after(RETRY_MS, resolve);
          this.#cancelSubscribing = () => {
            earlier();
            cancel();
            resolve();
          };
        });
      }
    }
  }

  readonly #listener: ChangeListener = {
    onChanges: (changes) => {
      const foreign = changes.filter(({ by }) => by !== this.#input.deskId);
      const documents = foreign.filter((change) => change.kind !== 'presence');
      for (const change of foreign) {
        // It says everything itself: nothing is read, and nothing gathered.
        if (change.kind === 'presence') this.#input.presence.note(change.presence);
      }
      if (documents.length === 0) return;
      this.#forget(
        documents.filter((change) => change.kind !== 'message' && change.kind !== 'note'),
      );
      for (const change of documents) this.#note(change);
      this.#flushSoon(GATHER_MS);
    },
    onMissed: () => {
      this.#forget([null]);
      void this.#input.presence.read();
      this.#missedAll = true;
      this.#flushSoon(GATHER_MS);
    },
  };

  /** At once; what changed is read when that is done. */
  #forget(outdated: readonly Outdated[]): void {
    const { stores, log } = this.#input;
    const forgotten = outdated.map((each) => stores.forgetOutdated(each));
    this.#forgetting = Promise.all([this.#forgetting, ...forgotten]).then(
      () => {},
      (error: unknown) => log.warn('What is out of date could not be forgotten', { error }),
    );
  }

  #note(change: Exclude<Change, { kind: 'presence' }>): void {
    switch (change.kind) {
      case 'conversation':
        this.#conversations.add(change.conversationId);
        return;
      case 'message': {
        const ids = this.#messages.get(change.conversationId) ?? new Set();
        this.#messages.set(change.conversationId, ids.add(change.messageId));
        return;
      }
      case 'note':
        this.#notes.add(change.noteId);
        return;
      case 'contact':
        if (change.isBlocked !== undefined) this.#blocked.set(change.contactId, change.isBlocked);
        return;
      case 'session':
        // No window shows it live; what is remembered of it was forgotten.
        return;
    }
  }

  #onRow(change: RowChange): void {
    if (change.by === this.#input.deskId) return;
    switch (change.kind) {
      case 'lead':
        this.#leads.add(change.leadId);
        break;
      case 'business':
        this.#forget([change]);
        this.#businessesChanged = true;
        break;
      case 'quickReplies':
        this.#quickRepliesChanged = true;
        break;
      case 'consents':
        this.#consentsChanged = true;
        break;
      case 'retention':
        this.#forget([{ kind: 'partitions' }]);
        this.#retentionChanged = true;
        break;
      case 'erasures':
        this.#input.onErasures();
        this.#erasuresChanged = true;
        break;
      case 'labels':
        this.#labelsChanged = true;
        break;
      case 'leadRules':
        this.#input.onLeadRules();
        this.#leadRulesChanged = true;
        break;
      case 'campaigns':
        this.#input.onCampaigns();
        this.#campaignsChanged = true;
        break;
      case 'leadViews':
        this.#leadViewsChanged = true;
        break;
      case 'team':
        this.#teamChanged = true;
        break;
      case 'leadStages':
        this.#leadStagesChanged = true;
        break;
      case 'businessHours':
        this.#businessHoursChanged = true;
        break;
      case 'figures':
        this.#figuresChanged = true;
        break;
      default:
        assertNever(change);
    }
    this.#flushSoon(GATHER_MS);
  }

  /** One after the other: what is read later must not be told earlier. */
  #flushSoon(delay: number): void {
    if (this.#stopping) return;
    this.#cancelFlush ??= this.#input.clock.after(delay, () => {
      this.#flushing = this.#flushing.then(async () => {
        this.#cancelFlush = null;
        await this.#flush();
      });
    });
  }

  /** Never rejects: what could not be read is tried again. */
  async #flush(): Promise<void> {
    const conversations = this.#conversations;
    const messages = this.#messages;
    const notes = this.#notes;
    const leads = this.#leads;
    const missedAll = this.#missedAll || conversations.size > CONVERSATIONS_AT_MOST;
    this.#conversations = new Set();
    this.#messages = new Map();
    this.#notes = new Set();
    this.#leads = new Set();
    this.#missedAll = false;
    await this.#forgetting;
    try {
      if (missedAll) {
        this.#input.publish('changes.missed', { conversationId: null });
      } else {
        // Messages first: a conversation in the list never shows one that its thread does not have.
        await this.#tellMessages(messages);
        await this.#tellConversations([...conversations]);
      }
      // Told also when all was missed: somebody may have been mentioned, and that is for the desktop.
      await this.#tellNotes([...notes]);
      this.#tellBlocked();
      this.#tellTables();
      await this.#tellLeads([...leads]);
    } catch (error) {
      this.#input.log.warn('What other desktops changed is read again', { error });
      for (const id of conversations) this.#conversations.add(id);
      for (const [id, ids] of messages) {
        this.#messages.set(id, new Set([...ids, ...(this.#messages.get(id) ?? [])]));
      }
      for (const id of notes) this.#notes.add(id);
      for (const id of leads) this.#leads.add(id);
      this.#missedAll ||= missedAll;
      this.#flushSoon(RETRY_MS);
    }
  }

  async #tellMessages(changed: ReadonlyMap<ConversationId, ReadonlySet<string>>): Promise<void> {
    const { stores, publish, withOutbox } = this.#input;
    for (const [conversationId, ids] of changed) {
      if (ids.size > MESSAGES_OF_ONE_CONVERSATION_AT_MOST) {
        publish('changes.missed', { conversationId });
        continue;
      }
      for (const message of await stores.messages.findMany(conversationId, [...ids])) {
        publish('message.changed', withOutbox(message));
      }
    }
  }

  async #tellConversations(ids: readonly ConversationId[]): Promise<void> {
    if (ids.length === 0) return;
    const { stores, publish } = this.#input;
    for (const summary of await stores.conversations.summaries(ids)) {
      publish('conversation.changed', summary);
    }
  }

  async #tellNotes(ids: readonly NoteId[]): Promise<void> {
    const { stores, publish } = this.#input;
    for (const noteId of ids) {
      const note = await stores.notes.find(noteId);
      if (note) publish('note.changed', note);
    }
  }

  /** Whether other desktops have blocked them; nothing is read for it, so that it is told of what is no news, too. */
  #tellBlocked(): void {
    for (const isBlocked of [true, false]) {
      const contactIds = [...this.#blocked].flatMap(([id, is]) => (is === isBlocked ? [id] : []));
      if (contactIds.length > 0) {
        this.#input.publish('contact.blockChanged', { contactIds, isBlocked });
      }
    }
    this.#blocked.clear();
  }

  /** Of these only that something changed: whoever shows them reads them again. */
  #tellTables(): void {
    if (this.#businessesChanged) this.#input.publish('business.changed', {});
    if (this.#quickRepliesChanged) this.#input.publish('quickReply.changed', {});
    if (this.#consentsChanged) this.#input.publish('consent.changed', {});
    if (this.#labelsChanged) this.#input.publish('label.changed', {});
    if (this.#leadRulesChanged) this.#input.publish('leadRule.changed', {});
    if (this.#campaignsChanged) this.#input.publish('campaign.changed', {});
    if (this.#leadViewsChanged) this.#input.publish('leadView.changed', {});
    if (this.#teamChanged) this.#input.publish('team.changed', {});
    if (this.#businessHoursChanged) this.#input.publish('businessHours.changed', {});
    if (this.#leadStagesChanged) this.#input.publish('lead.stagesChanged', {});
    if (this.#figuresChanged) this.#input.publish('analytics.changed', {});
    if (this.#retentionChanged) this.#input.publish('retention.changed', {});
    if (this.#erasuresChanged) this.#input.publish('erasure.changed', {});
    this.#erasuresChanged = false;
    this.#businessesChanged = this.#quickRepliesChanged = this.#consentsChanged = false;
    this.#labelsChanged = this.#teamChanged = this.#businessHoursChanged = false;
    this.#campaignsChanged = this.#leadViewsChanged = this.#retentionChanged = false;
    this.#leadRulesChanged = this.#figuresChanged = this.#leadStagesChanged = false;
  }

  async #tellLeads(ids: readonly LeadId[]): Promise<void> {
    const { stores, publish, onWaitingLead } = this.#input;
    for (const leadId of ids) {
      const lead = await stores.leads.find(leadId);
      if (!lead) continue;
      if (lead.conversationId === null && lead.phoneNumber !== null) onWaitingLead();
      publish('lead.changed', lead);
    }
  }
}
