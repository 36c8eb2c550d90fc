import type { CommandName, EventName } from '../../src-preload/contract/contract.ts';
import type { Handlers } from '../bridge/handlers.ts';
import { AppError } from '../common/app-error.ts';
import type { Access } from './access.ts';
import { isAtLeast, refusesSettings, rights } from './rights.ts';

/**
 * The same handlers for whoever may give each command (`rights`). Everything that the windows, the menu and the tray ask
 * for goes through here. Rejects with `signed_out` while the desktop is locked, with `not_allowed` where the role takes
 * more, and with `not_ready` when it is not known yet who works here; `settled` waits for what is under way.
 */
export function guarded(
  handlers: Handlers,
  access: Pick<Access, 'current' | 'locked'>,
  settled: () => Promise<void>,
): Handlers {
  const refuseLocked = (): void => {
    if (access.locked !== null) throw new AppError('signed_out', 'The desktop is locked');
  };
  const check = async (name: CommandName, input: unknown): Promise<void> => {
    const right = rights[name];
    if (right === 'anybody') return;
    refuseLocked();
    if (name === 'settings.set' && access.current) {
      if (refusesSettings(access.current.role, input as object)) {
        throw new AppError('not_allowed', 'These settings are not for this role');
      }
    }
    if (right === 'unlocked') return;
    if (!access.current) await settled();
    // It may have been locked while the databases were opened.
    refuseLocked();
    const { current } = access;
    if (!current) throw new AppError('not_ready', 'It is not known yet who works here');
    if (!isAtLeast(current.role, right)) {
      throw new AppError(
        'not_allowed',
        `${name} takes the role ${right}, and this is ${current.role}`,
      );
    }
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => {
      const run = handler as (input: unknown) => Promise<unknown>;
      return [
        name,
        async (input: unknown) => {
          await check(name as CommandName, input);
          return run(input);
        },
      ];
    }),
  ) as unknown as Handlers;
}

/** What a window hears while the desktop is locked: nothing that anybody wrote. */
const heardWhileLocked: ReadonlySet<EventName> = new Set([
  'app.stateChanged',
  'settings.changed',
  'settings.dictionariesChanged',
  'access.changed',
]);

export function isHeardWhileLocked(name: EventName): boolean {
  return heardWhileLocked.has(name);
}
