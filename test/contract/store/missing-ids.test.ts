import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEnded } from '../../../src-main/store/refuse-missing-ids.ts';
import { type CommandTap, commandTap } from '../../support/databases/command-tap.ts';
import { openDatabases, type OpenDatabases } from './open-databases.ts';

let open: OpenDatabases;
let tap: CommandTap;

beforeAll(async () => {
  open = await openDatabases(async (url) => (tap = await commandTap(url)).url);
});

afterAll(async () => {
  await open.close();
  await tap.stop();
});

/** Every method of every store, by its name. */
function methods(): [string, (...input: unknown[]) => unknown][] {
  const stores = ['changes', 'rowChanges'];
  return Object.entries(open.stores).flatMap(([name, store]: [string, unknown]) =>
    typeof store === 'object' && store !== null && !stores.includes(name)
      ? Object.keys(store).flatMap((method) => {
          const call: unknown = Reflect.get(store, method);
          return typeof call === 'function'
            ? [[`${name}.${method}`, call as (...input: unknown[]) => unknown] as const]
            : [];
        })
      : [],
  ) as [string, (...input: unknown[]) => unknown][];
}

/** What was asked for beside the driver's own questions whether the server is there. */
function asked(): string[] {
  return tap.commands
    .map((command) => Object.keys(command)[0] ?? '')
    .filter((name) => !['hello', 'ismaster', 'ping', 'endSessions'].includes(name));
}

describe('an id that is undefined', () => {
  it('is refused by every method of every store, wherever it stands, before a database hears of it', async () => {
    const all = methods();
    expect(all.length).toBeGreaterThan(60);
    const rows = async (): Promise<unknown> =>
      (await open.raw.postgres.query('SELECT count(*) FROM leads')).rows;
    const before = [asked().length, await rows()];
    for (const [name, call] of all) {
      for (const input of [
        [undefined],
        [[undefined]],
        [{ conversationId: undefined }],
        [[{ sessionId: 'there', whatsappId: undefined }]],
        ...(openEnded.has(name)
          ? []
          : [
              ['there', undefined],
              ['there', [[undefined, 'there']]],
            ]),
        [{ items: [{ messageId: undefined }] }],
      ]) {
        await expect(Promise.resolve(call(...input)), name).rejects.toMatchObject({
          code: 'internal',
          message: `${name} was called without an id`,
        });
      }
    }
    expect([asked().length, await rows()]).toEqual(before);
  });

  it('is not what is left open on purpose', async () => {
    const { conversationId } = await open.newConversation();
    expect(await open.stores.conversations.find(conversationId)).toMatchObject({ conversationId });
    await open.stores.conversations.page({ limit: 1, after: undefined });
    expect((await open.stores.messages.page({ conversationId, limit: 1 })).items).toEqual([]);
  });
});
