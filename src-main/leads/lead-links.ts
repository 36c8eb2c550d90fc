import type { ConversationId, LeadId, SessionId } from '../../src-preload/contract/ids.ts';
import type { Lead } from '../../src-preload/contract/lead.ts';
import type { Clock } from '../common/clock.ts';
import { phoneNumberOf } from '../domain/whatsapp-id.ts';
import type { WhatsAppId } from '../domain/whatsapp-event.ts';
import type { Log } from '../log/log.ts';
import { type LeadNotes, noteLead } from './note-leads.ts';

/** How long it is remembered which numbers are waited for, in milliseconds: a change is told, but a line may be down. */
const READ_AGAIN_MS = 10 * 60_000;
/** How long the database is not asked again after it did not answer, in milliseconds. */
const PAUSE_MS = 10_000;

/** Somebody with whom there is a conversation, under one of their ids. */
export interface Talk {
  sessionId: SessionId;
  whatsappId: WhatsAppId;
  conversationId: ConversationId;
}

/** Links leads that were made by hand or came from a file to the conversation of their number. */
export class LeadLinks {
  readonly #notes: LeadNotes;
  readonly #clock: Clock;
  readonly #log: Log;
  #waits: ((phoneNumber: string) => boolean) | null = null;
  #readAgainAt = 0;

  constructor(notes: LeadNotes, { clock, log }: { clock: Clock; log: Log }) {
    this.#notes = notes;
    this.#clock = clock;
    this.#log = log;
  }

  /** Somebody has made a lead that waits. */
  forget(): void {
    this.#readAgainAt = 0;
  }

  /** A lead that is new, or has a number now. Answers it as it is once it is linked; null when nothing was linked. */
  async ofLead(lead: Lead): Promise<Lead | null> {
    const { phoneNumber, conversationId, isDismissed } = lead;
    if (phoneNumber === null || conversationId !== null || isDismissed) return null;
    this.forget();
    const { conversations, leads } = this.#notes.stores;
    for (const found of await conversations.ofNumber(phoneNumber)) {
      const linked = await this.#link(phoneNumber, found.conversationId);
      if (linked.includes(lead.leadId)) return leads.find(lead.leadId);
    }
    return null;
  }

  /** A lead that has a conversation from the beginning: says so there. */
  async note(lead: Lead): Promise<void> {
    const { conversationId } = lead;
    if (conversationId !== null) await noteLead(this.#notes, { ...lead, conversationId }, []);
  }

  /** These have written, or their number has become known. Nothing is asked while no lead waits. */
  async ofTalks(talks: readonly Talk[]): Promise<void> {
    if (talks.length === 0) return;
    const waits = await this.#waiting();
    if (waits === null) return;
    for (const talk of talks) {
      const phoneNumber = phoneNumberOf(talk.whatsappId) ?? (await this.#numberOf(talk));
      if (phoneNumber !== null && waits(phoneNumber)) {
        await this.#link(phoneNumber, talk.conversationId);
      }
    }
  }

  async #link(phoneNumber: string, conversationId: ConversationId): Promise<LeadId[]> {
    const { stores, publish } = this.#notes;
    const linked = await stores.leads.linkNumber(phoneNumber, conversationId);
    for (const leadId of linked) {
      const lead = await stores.leads.find(leadId);
      if (!lead) continue;
      publish('lead.changed', lead);
      if (!lead.isDismissed) await this.note(lead);
    }
    if (linked.length > 0) this.forget();
    return linked;
  }

  /** Who writes under an id that is no number may be known by one. */
  async #numberOf({ sessionId, whatsappId }: Talk): Promise<string | null> {
    const known = await this.#notes.stores.contacts.people(sessionId, [whatsappId]);
    const digits = known.get(whatsappId)?.phoneNumber ?? '';
    return digits === '' ? null : `+${digits}`;
  }

  async #waiting(): Promise<((phoneNumber: string) => boolean) | null> {
    if (this.#clock.now() < this.#readAgainAt) return this.#waits;
    // What changes while it is read is read once more.
    this.#readAgainAt = this.#clock.now() + READ_AGAIN_MS;
    try {
      this.#waits = await this.#notes.stores.leads.waitingNumbers();
    } catch (error) {
      this.#readAgainAt = this.#clock.now() + PAUSE_MS;
      this.#log.debug('Which leads wait for a conversation is taken from memory', { error });
    }
    return this.#waits;
  }
}
