import { ContactId } from '../../../src-preload/contract/ids.ts';
import type { Stores } from '../../../src-renderer/app/stores.ts';
import { fillings } from './sample-bridge.ts';
import { objectId } from './sample-data.ts';
import type { MainScreen } from './screens.ts';

function openDuplicates({ app, contacts }: Stores): void {
  app.getState().goTo('contacts');
  void contacts.getState().openDuplicates();
}

export const contactScreens: Record<string, MainScreen> = {
  'contact-card': {
    fillings,
    goThere: ({ app, contacts }) => {
      app.getState().goTo('contacts');
      void contacts.getState().openCard(ContactId.parse(objectId(3)));
    },
  },
  'contacts-business': {
    fillings: ['full'],
    goThere: ({ app }) => app.getState().goTo('contacts'),
    press: /^Business of/,
  },
  duplicates: { fillings: fillings, goThere: openDuplicates },
  'duplicates-merged-card': {
    fillings: ['full'],
    goThere: ({ app, contacts }) => {
      app.getState().goTo('contacts');
      void contacts.getState().openCard(ContactId.parse(objectId(7)));
    },
    scrollTo: /Merged by your team/,
  },
};
