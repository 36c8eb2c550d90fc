import { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Stores } from '../../../src-renderer/app/stores.ts';
import { fillings } from './sample-bridge.ts';
import { uuid } from './sample-data.ts';
import type { MainScreen } from './screens.ts';

function find(query: string) {
  return ({ palette }: Stores): void => {
    palette.getState().open();
    palette.getState().setQuery(query);
  };
}

/** The palette and the sheet of shortcuts. */
export const paletteScreens: Readonly<Record<string, MainScreen>> = {
  'palette-opened': { fillings, goThere: find('') },
  'palette-in-conversation': {
    fillings: ['full'],
    goThere: (stores) => {
      void stores.inbox.getState().openConversation(ConversationId.parse(uuid(2)));
      find('')(stores);
    },
  },
  'palette-found': { fillings, goThere: find('ma') },
  'palette-message': { fillings: ['full'], goThere: find('order') },
  'palette-action': { fillings: ['full'], goThere: find('show') },
  'palette-none': { fillings: ['full'], goThere: find('zeppelin') },
  'shortcut-sheet': { fillings: ['full'], goThere: ({ app }) => app.getState().showSheet(true) },
};

/** The search page, with what is called so and with a tag alone. */
export const searchScreens: Readonly<Record<string, MainScreen>> = {
  'search-names': {
    fillings,
    goThere: ({ app, search }) => {
      app.getState().goTo('search');
      search.getState().setQuery('ma');
    },
  },
  'search-tag': {
    fillings: ['full'],
    goThere: ({ app, search }) => {
      app.getState().goTo('search');
      search.getState().setFilters({ tag: 'urgent' });
    },
  },
};
