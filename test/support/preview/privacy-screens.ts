import { ContactId } from '../../../src-preload/contract/ids.ts';
import type { Stores } from '../../../src-renderer/app/stores.ts';
import { fillings } from './sample-bridge.ts';
import { objectId } from './sample-data.ts';
import type { MainScreen } from './screens.ts';

const goThere = ({ app }: Stores): void => app.getState().goTo('settings');

/** A policy that is being changed, after its preview was asked for. */
function changePolicy(stores: Stores): void {
  goThere(stores);
  // Once the page is there: what is drawn while it is fetched passes for the picture.
  setTimeout(() => {
    const { begin, countDraft } = stores.retention.getState();
    begin({ businessId: null, kind: 'messages', days: 365 });
    void countDraft();
  }, 1_000);
}

/** How long data is kept, who is held, and who is erased. */
export const privacyScreens: Readonly<Record<string, MainScreen>> = {
  'settings-retention': {
    fillings,
    goThere,
    scrollTo: /^(Keeping data|Conservación de datos)$/,
  },
  'settings-holds': {
    fillings,
    goThere,
    scrollTo: /^(Legal holds|Retenciones legales)$/,
  },
  'retention-policy': { fillings: ['full', 'empty', 'failing'], goThere: changePolicy },
  'contact-hold': {
    fillings: ['full'],
    goThere: ({ app, contacts }) => {
      app.getState().goTo('contacts');
      void contacts.getState().openCard(ContactId.parse(objectId(4)));
    },
    scrollTo: /^(Legal hold|Retención legal)$/,
  },
  'contact-hold-place': {
    fillings: ['full'],
    goThere: ({ app, contacts }) => {
      app.getState().goTo('contacts');
      void contacts.getState().openCard(ContactId.parse(objectId(9)));
    },
    press: /^(Place a hold|Poner una retención)/,
  },
};
