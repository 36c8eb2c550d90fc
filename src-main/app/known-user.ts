import type { User } from '../../src-preload/contract/app.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';
import type { DeviceDatabase } from '../journal/device-database.ts';
import type { Log } from '../log/log.ts';
import { rememberedUser } from './snapshot-row.ts';

/**
 * The person as this computer remembers them, without any database of the team. Null when it does not, or cannot say.
 */
export async function knownUser(input: {
  userId: UserId;
  openDatabase(): Promise<DeviceDatabase>;
  log: Log;
}): Promise<User | null> {
  try {
    const database = await input.openDatabase();
    try {
      const user = await rememberedUser(database);
      return user?.userId === input.userId ? user : null;
    } finally {
      await database.close();
    }
  } catch (error) {
    input.log.warn('This computer cannot tell who works here', { error });
    return null;
  }
}
