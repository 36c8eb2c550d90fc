import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Consents } from '../../../src-preload/contract/consent.ts';
import { idle, type RemoteData } from '../../bridge/remote-data.ts';
import { type ConsentStore, type ConsentSubject, subjectKey } from './consent-store.ts';

/** What a person has said, kept up to date while it is in view. */
export function useConsents(store: ConsentStore, subject: ConsentSubject): RemoteData<Consents> {
  const key = subjectKey(subject);
  useEffect(() => {
    // The panel and the notice show the same person: one of them asks.
    if (subjectKey(store.getState().subject) === key && store.getState().consents.status !== 'idle')
      return;
    void store.getState().watch(subject);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key is all that tells subjects apart
  }, [store, key]);
  return useStore(store, (state) => (subjectKey(state.subject) === key ? state.consents : idle));
}
