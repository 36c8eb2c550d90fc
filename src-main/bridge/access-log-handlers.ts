import type { AccessFilter } from '../../src-preload/contract/access-log.ts';
import { accessLogFile } from '../access-log/access-log-file.ts';
import { withNames } from '../access-log/access-names.ts';
import { subjectsOfPerson } from '../access-log/access-of-person.ts';
import type { Workplace } from '../app/workplace.ts';
import { dropMonths } from '../access-log/drop-months.ts';
import { writeWholeFile } from '../common/write-whole-file.ts';
import type { HandlersOf } from './handlers.ts';

/** Reading the access log. Nothing here, or anywhere else, changes it. */
export function accessLogHandlers(
  workplace: () => Pick<
    Workplace,
    'stores' | 'accessLog' | 'deskId' | 'user' | 'clock' | 'publish'
  >,
  chooseSavePath: (suggestedName: string) => Promise<string | null>,
): HandlersOf<'accessLog'> {
  /** The workplace, with what was done here just now in the database. Rejects as its stores do. */
  const upToDate = async (): Promise<ReturnType<typeof workplace>> => {
    const open = workplace();
    await open.accessLog.flush();
    return open;
  };
  return {
    'accessLog.list': async ({ filter, after, limit }) => {
      const { stores } = await upToDate();
      const page = await stores.accessLog.page({ filter: given(filter), after, limit });
      return { items: await withNames(stores, page.items), next: page.next };
    },

    'accessLog.devices': async () => {
      const { stores, deskId } = await upToDate();
      const devices = await stores.accessLog.devices();
      return devices.map((device) => ({ ...device, isHere: device.deviceId === deskId }));
    },

    'accessLog.export': async ({ filter }) => {
      const { stores, publish } = await upToDate();
      const path = await chooseSavePath('access-log.csv');
      if (path === null) return { count: null };
      let count = 0;
      const tell = (total: number | null): void =>
        publish('desktop.taskProgressed', { task: 'export', done: count, total });
      tell(null);
      try {
        await writeWholeFile(
          path,
          accessLogFile(stores, given(filter), (written) => (count += written)),
        );
      } finally {
        tell(count);
      }
      return { count };
    },

    'accessLog.verify': async () => {
      const { stores, accessLog, clock } = await upToDate();
      const report = await stores.accessLog.verify(accessLog.remembered());
      const people = await stores.users.list();
      return {
        checkedAt: clock.now(),
        rows: report.rows,
        chains: report.chains.map(({ dropped, ...chain }) => ({
          ...chain,
          ...(dropped && {
            dropped: {
              ...dropped,
              userName: people.find(({ userId }) => userId === dropped.userId)?.name ?? null,
            },
          }),
        })),
      };
    },

    'accessLog.months': () => workplace().stores.accessLog.months(),

    'accessLog.drop': async ({ until }) => {
      const { stores, accessLog: writer, user, clock } = await upToDate();
      const { userId } = user;
      return dropMonths({ store: stores.accessLog, writer, userId, clock }, until);
    },

    'accessLog.ofContact': async ({ contactId, after, limit }) => {
      const { stores } = await upToDate();
      const subjects = await subjectsOfPerson(stores, contactId);
      const page = await stores.accessLog.page({ subjects, after, limit });
      return { items: await withNames(stores, page.items), next: page.next };
    },
  };
}

/** Without the fields that came along empty: to the stores an id that is undefined is a mistake. */
function given(filter: AccessFilter): AccessFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
