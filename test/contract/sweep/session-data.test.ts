import { Binary } from 'mongodb';
import { afterEach, expect, it, vi } from 'vitest';
import { RunningDesk } from './support/running-desk.ts';

// A browser and two databases: patience for a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let desk: RunningDesk;
afterEach(() => desk.remove());

const KEPT = {
  WABrowserId: '"browser-Id-0001"',
  WASecretBundle: '{"key":"bundle-Key-0002","encKey":"bundle-Enc-0003"}',
  WAToken1: '"token-One-0004"',
  WAToken2: '"token-Two-0005"',
};

/** As it stands in MongoDB, without the description of the profile. */
async function stored(): Promise<Record<string, unknown>> {
  const [session] = await desk.db.collection('whatsapp_sessions').find().toArray();
  const { profile: _, ...rest } = (session?.sessionData ?? {}) as Record<string, unknown>;
  return rest;
}

it('what a page keeps of the credentials of former days stands sealed in the session, as long as the page has it', async () => {
  desk = await RunningDesk.create();
  await desk.link();
  const [session] = desk.workplace.sessions.list();
  if (!session) throw new Error('Nothing is linked');
  await desk.settled();
  // A page of today has none.
  expect(await stored()).toEqual({});

  await desk.simulator.page.keeps(KEPT);
  await desk.simulator.page.reload();
  await desk.until(async () => Object.keys(await stored()).length === 4);
  const raw = await stored();
  expect(Object.values(raw).every((value) => value instanceof Binary)).toBe(true);
  expect(await (await desk.workspace()).sessionData(session.sessionId)).toEqual(KEPT);

  await desk.simulator.page.keeps({ WASecretBundle: null, WAToken2: null });
  await desk.simulator.page.reload();
  await desk.until(async () => Object.keys(await stored()).length === 2);
  const { WABrowserId, WAToken1 } = KEPT;
  expect(await (await desk.workspace()).sessionData(session.sessionId)).toEqual({
    WABrowserId,
    WAToken1,
  });
  await desk.simulator.page.keeps({ WABrowserId: null, WAToken1: null });
  await desk.simulator.page.reload();
  await desk.until(async () => Object.keys(await stored()).length === 0);

  // Neither the log nor a window has heard of them, nor does MongoDB hold them anywhere in clear.
  const said = JSON.stringify([desk.log.lines, desk.published]);
  for (const secret of ['browser-Id', 'bundle-Key', 'bundle-Enc', 'token-One', 'token-Two']) {
    expect(said).not.toContain(secret);
  }
});
