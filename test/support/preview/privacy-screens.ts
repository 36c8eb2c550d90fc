import { ContactId } from '../../../src-preload/contract/ids.ts';
import type { Stores } from '../../../src-renderer/app/stores.ts';
import { fillings } from './sample-bridge.ts';
import { objectId, uuid } from './sample-data.ts';
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

function eraseNumber(number: number, after: (stores: Stores) => void = () => undefined) {
  return (stores: Stores): void => {
    stores.app.getState().goTo('contacts');
    void stores.erasure
      .getState()
      .begin(ContactId.parse(objectId(number)))
      .then(() => after(stores));
  };
}

function exportPerson({ app, dataExport }: Stores): void {
  app.getState().goTo('contacts');
  const contactId = ContactId.parse(objectId(9));
  dataExport.getState().begin({ kind: 'person', contactId, name: 'Marta Vidal' });
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
  'retention-policy': {
    fillings: ['full', 'empty', 'failing'],
    goThere: changePolicy,
    scrollTo: /^(Keeping data|Conservación de datos)$/,
  },
  'contact-hold': {
    fillings: ['full'],
    goThere: ({ app, contacts }) => {
      app.getState().goTo('contacts');
      void contacts.getState().openCard(ContactId.parse(objectId(4)));
    },
    scrollTo: /^(Legal hold|Retención legal)$/,
  },
  'settings-erasures': { fillings, goThere, scrollTo: /^(Erasures|Supresiones)$/ },
  'settings-data-export': {
    fillings,
    goThere,
    scrollTo: /^(Export and import|Exportar e importar)$/,
  },
  erase: { fillings: ['full', 'loading', 'failing'], goThere: eraseNumber(9) },
  'erase-held': { fillings: ['full'], goThere: eraseNumber(4) },
  'erase-confirm': {
    fillings: ['full'],
    goThere: eraseNumber(9, ({ erasure }) => erasure.getState().askOnce('objection')),
  },
  'erase-begun': {
    fillings: ['full'],
    goThere: eraseNumber(9, ({ erasure }) => {
      erasure.getState().askOnce('objection');
      void erasure.getState().erase();
    }),
  },
  export: { fillings: ['full'], goThere: exportPerson },
  'export-business': {
    fillings: ['full'],
    goThere,
    scrollTo: /^(Export and import|Exportar e importar)$/,
    press: /^(Export a business|Exportar un negocio)/,
  },
  'export-running': {
    fillings: ['loading'],
    goThere: (stores) => {
      exportPerson(stores);
      void stores.dataExport.getState().takeOut({ media: true });
      stores.dataExport.getState().receiveProgress({
        ...{ exportId: uuid(710), job: 'person', phase: 'media', done: 31, total: 96 },
      });
    },
  },
  'export-done': {
    fillings: ['full', 'failing'],
    goThere: (stores) => {
      exportPerson(stores);
      void stores.dataExport.getState().takeOut({ media: true });
    },
  },
  import: {
    fillings: ['full'],
    goThere: (stores) => {
      goThere(stores);
      void stores.dataExport.getState().chooseArchive();
    },
  },
  'import-done': {
    fillings: ['full', 'failing'],
    goThere: (stores) => {
      goThere(stores);
      void stores.dataExport
        .getState()
        .chooseArchive()
        .then(() => stores.dataExport.getState().takeIn('password'));
    },
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
