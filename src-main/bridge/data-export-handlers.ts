import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';

/** What lies outside of the app. Both ask a person, and answer null when they think better of it. */
interface Outside {
  chooseSavePath(suggestedName: string): Promise<string | null>;
  chooseOpenPath(): Promise<string | null>;
}

/** Data taken out as a whole, and taken in again. */
export function dataExportHandlers(
  workplace: () => Pick<Workplace, 'stores' | 'dataExports' | 'accessLog' | 'clock'>,
  { chooseSavePath, chooseOpenPath }: Outside,
): HandlersOf<'export'> {
  // Nobody's name: what a file is called is seen by whoever sees the folder.
  const choosePath = (): Promise<string | null> => {
    const day = new Date(workplace().clock.now()).toISOString().slice(0, 10);
    return chooseSavePath(`alexia-export-${day}.zip`);
  };
  return {
    'export.person': async ({ contactId, ...options }) => {
      const { stores, dataExports, accessLog } = workplace();
      // What was done here just now belongs to the history of accesses.
      await accessLog.flush();
      const scope = () => stores.documentRecords.scopeOfPerson(contactId);
      return dataExports.export('person', given(options), { scope, choosePath });
    },
    'export.business': async ({ businessId, ...options }) => {
      const { stores, dataExports } = workplace();
      const scope = async () => {
        if (businessId !== null && !(await stores.businesses.find(businessId))) {
          throw new AppError('not_found', 'There is no such business');
        }
        return stores.documentRecords.scopeOfBusiness(businessId);
      };
      return dataExports.export('business', given(options), { scope, choosePath });
    },
    'export.cancel': async ({ exportId }) => {
      workplace().dataExports.cancel(exportId);
      return null;
    },
    'export.running': async () => workplace().dataExports.running,
    'export.chooseArchive': async () => workplace().dataExports.choose(await chooseOpenPath()),
    'export.import': ({ exportId, password }) => workplace().dataExports.import(exportId, password),
  };
}

function given(options: { media: boolean; password?: string | undefined }) {
  return { media: options.media, password: options.password };
}
