import type { StoreDependencies } from '../bridge/store-dependencies.ts';
import { idle, shownValue } from '../bridge/remote-data.ts';
import { onceAtATime } from '../bridge/once-at-a-time.ts';
import type { Stores } from './stores.ts';

/** What is taken away for good, by whichever desktop, goes from what this window keeps; the answer stops it. */
export function forgetWhatIsGone(stores: Stores, { bridge }: StoreDependencies): () => void {
  const forget = onceAtATime(() => forgetGone(stores));
  return bridge.subscribe('erasure.changed', () => void forget());
}

async function forgetGone({
  inbox,
  contacts,
  consent,
  leads,
  search,
  palette,
  accessLog,
  analytics,
}: Stores): Promise<void> {
  palette.getState().forget();
  accessLog.getState().forget();
  const { card, cardId, openCard, closeCard } = contacts.getState();
  const loaded = [
    { data: contacts.getState().contacts, load: contacts.getState().load },
    { data: search.getState().hits, load: search.getState().load },
    { data: leads.getState().totals, load: leads.getState().load },
    { data: leads.getState().page, load: leads.getState().reloadPage },
  ].filter(({ data }) => data.status !== 'idle');
  await Promise.all([
    inbox.getState().forgetGone(),
    consent.getState().refresh(),
    analytics.getState().refresh(),
    ...loaded.map(({ load }) => load()),
    cardId === null ? undefined : openCard(cardId),
  ]);
  const now = contacts.getState();
  const isCardGone = now.card.status === 'failed' && now.card.failure.code === 'not_found';
  if (isCardGone && now.cardId === cardId && shownValue(card) !== undefined) closeCard();
  const said = consent.getState().consents;
  if (said.status === 'failed' && said.failure.code === 'not_found') {
    consent.setState({ subject: null, consents: idle });
  }
}
