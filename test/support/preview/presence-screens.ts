import { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Stores } from '../../../src-renderer/app/stores.ts';
import { uuid } from './sample-data.ts';
import type { MainScreen } from './screens.ts';

const accounts: MainScreen['accounts'] = [{ kind: 'connected', since: 1_750_000_000_000 }];

function open(number: number) {
  return ({ inbox }: Stores): void => {
    void inbox.getState().openConversation(ConversationId.parse(uuid(number)));
  };
}

/** Colleagues in the same conversations. */
export const presenceScreens: Readonly<Record<string, MainScreen>> = {
  'presence-typing': { fillings: ['full'], accounts, goThere: open(1) },
  'presence-looking': { fillings: ['full'], accounts, goThere: open(3) },
  'presence-many': { fillings: ['full'], accounts, goThere: open(4) },
};
