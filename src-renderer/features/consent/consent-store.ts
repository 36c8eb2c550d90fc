import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandInput } from '../../../src-preload/contract/contract.ts';
import type { Consents } from '../../../src-preload/contract/consent.ts';
import type { ContactId, ConversationId } from '../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import {
  idle,
  type RemoteData,
  shownValue,
  toFailed,
  toLoading,
  toReady,
} from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** A person: a contact, or whoever is at the other end of a conversation. */
export type ConsentSubject =
  { readonly contactId: ContactId } | { readonly conversationId: ConversationId };

/** What is told of what a person has said; the contact is known. */
export type ConsentEntry = Omit<CommandInput<'consent.record'>, 'contactId'>;

export interface ConsentState {
  /** Of whom is told: one person at a time is in view. */
  readonly subject: ConsentSubject | null;
  readonly consents: RemoteData<Consents>;
  /** Reads what is known of a person, and keeps it up to date from then on. */
  readonly watch: (subject: ConsentSubject) => Promise<void>;
  /** Reads it again, where somebody is in view. */
  readonly refresh: () => Promise<void>;
  /** Notes what the person in view has said; answers whether it was kept. */
  readonly record: (entry: ConsentEntry) => Promise<boolean>;
}

export type ConsentStore = StoreApi<ConsentState>;

export function createConsentStore({ bridge, reportFailure }: StoreDependencies): ConsentStore {
  return createStore<ConsentState>()((set, get) => ({
    subject: null,
    consents: idle,

    async watch(subject) {
      const isSame = subjectKey(get().subject) === subjectKey(subject);
      set({ subject, ...(isSame ? {} : { consents: idle }) });
      await get().refresh();
    },

    async refresh() {
      const { subject } = get();
      if (subject === null) return;
      const isStillAsked = (): boolean => subjectKey(get().subject) === subjectKey(subject);
      set({ consents: toLoading(get().consents) });
      try {
        const consents =
          'contactId' in subject
            ? await call(bridge, 'consent.list', subject)
            : await call(bridge, 'consent.ofConversation', subject);
        if (isStillAsked()) set({ consents: toReady(consents) });
      } catch (error) {
        const failure = toBridgeFailure(error);
        if (isStillAsked()) set({ consents: toFailed(get().consents, failure) });
      }
    },

    async record(entry) {
      const { subject, consents } = get();
      const contactId = shownValue(consents)?.contactId ?? null;
      if (contactId === null) return false;
      try {
        const now = await call(bridge, 'consent.record', { ...entry, contactId });
        if (subjectKey(get().subject) === subjectKey(subject)) set({ consents: toReady(now) });
        return true;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return false;
      }
    },
  }));
}

/** Tells people apart. */
export function subjectKey(subject: ConsentSubject | null): string {
  if (subject === null) return '';
  return 'contactId' in subject ? subject.contactId : subject.conversationId;
}

/** Keeps what is shown up to date with what colleagues note; the answer stops it. */
export function startConsent(store: ConsentStore, { bridge }: StoreDependencies): () => void {
  return bridge.subscribe('consent.changed', () => void store.getState().refresh());
}
