import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestDesk } from './support/test-desk.ts';

let desk: TestDesk;
afterEach(() => desk.remove());

const unhandled: unknown[] = [];
const onUnhandled = (error: unknown): void => void unhandled.push(error);
beforeAll(() => process.on('unhandledRejection', onUnhandled));
afterAll(() => {
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});

async function browserIsGone(): Promise<void> {
  await desk.simulator.until(() => desk.browserPids().length === 0, {
    description: 'the browser has ended',
  });
}

describe('a page that WhatsApp has changed', () => {
  it('is called incompatible with the modules it lacks, before the code is shown', async () => {
    desk = await TestDesk.create({
      quirks: { dropModules: ['WAWebOfflineHandler', 'WAWebChatLoadMessages'] },
    });
    const recorded = desk.recorded();
    await expect(recorded.client.start()).rejects.toMatchObject({ code: 'whatsapp_incompatible' });
    expect(recorded.events).toEqual([
      { kind: 'incompatible', missing: ['WAWebOfflineHandler', 'WAWebChatLoadMessages'] },
    ]);
    // What has to be known in the field.
    expect(desk.log.lines).toContainEqual({
      level: 'error',
      message: "WhatsApp's page does not fit",
      fields: {
        version: '2.3000.1043000000',
        missing: ['WAWebOfflineHandler', 'WAWebChatLoadMessages'],
      },
    });
    await browserIsGone();
    expect(desk.plainProfiles()).toEqual([]);
  });

  it('is called incompatible when it cannot be listened to after the scan', async () => {
    desk = await TestDesk.create({ quirks: { dropModules: ['WAWebCallCollection'] } });
    const recorded = desk.recorded();
    await recorded.client.start();
    await desk.simulator.phone.scan((await recorded.next('qr')).qr);
    expect(await recorded.next('incompatible')).toEqual({
      kind: 'incompatible',
      missing: ['WAWebCallCollection'],
    });
    await browserIsGone();
    expect(recorded.all('ready')).toEqual([]);
  });

  it('is called incompatible when it turns out so after it loaded itself anew, and nothing is left unheard', async () => {
    desk = await TestDesk.create();
    const recorded = await desk.ready();
    await desk.simulator.quirks.set({ dropModules: ['WAWebOfflineHandler'] });
    await desk.simulator.page.reload();
    expect(await recorded.next('incompatible')).toMatchObject({ missing: ['WAWebOfflineHandler'] });
    await browserIsGone();
  });

  it('is called incompatible when the account cannot be read', async () => {
    desk = await TestDesk.create({ quirks: { dropModules: ['WAWebUserPrefsMeUser'] } });
    const recorded = desk.recorded();
    await recorded.client.start();
    await desk.simulator.phone.scan((await recorded.next('qr')).qr);
    expect(await recorded.next('incompatible')).toMatchObject({
      missing: ['WAWebUserPrefsMeUser'],
    });
    await browserIsGone();
  });
});

describe('an end that comes from outside', () => {
  it('is noticed when the browser is killed, and a new client needs no code', async () => {
    desk = await TestDesk.create();
    const recorded = await desk.ready();
    // The browser writes what it was told within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    for (const pid of desk.browserPids()) process.kill(pid, 'SIGKILL');
    expect(await recorded.next('dead')).toMatchObject({ why: 'the browser has ended' });
    await recorded.client.stop();
    const again = await desk.ready();
    expect(again.all('qr')).toEqual([]);
  });

  it('is noticed when the page crashes, and the browser does not stay behind', async () => {
    desk = await TestDesk.create();
    const recorded = await desk.ready();
    await desk.simulator.page.crash();
    expect(await recorded.next('dead')).toMatchObject({ why: 'the page has crashed' });
    await browserIsGone();
  });

  it('is noticed when the page no longer answers', async () => {
    desk = await TestDesk.create();
    const recorded = await desk.ready({ watchEvery: 300, probe: 300 });
    await desk.simulator.page.hang(60_000);
    expect(await recorded.next('dead')).toMatchObject({ why: 'the page no longer answers' });
    await recorded.client.stop();
    expect(desk.browserPids()).toEqual([]);
  });

  it('is noticed when a synchronisation never ends', async () => {
    desk = await TestDesk.create({ quirks: { neverSync: true } });
    const recorded = desk.recorded({ watchEvery: 200, stalledSync: 1_000 });
    await recorded.client.start();
    await desk.simulator.phone.scan((await recorded.next('qr')).qr);
    expect(await recorded.next('dead')).toMatchObject({
      why: 'the synchronisation makes no progress',
    });
  });

  it('is told as unlinked when the owner removes the device on the phone', async () => {
    desk = await TestDesk.create();
    const recorded = await desk.ready();
    await desk.simulator.phone.unlinks();
    await recorded.next('unlinked');
    await browserIsGone();
    await recorded.client.stop();
    expect(desk.plainProfiles()).toEqual([]);
    expect(recorded.events.at(-1)).toEqual({ kind: 'unlinked' });
  });

  it.each([
    { quirks: { syncFlipOnLogout: true } },
    { quirks: { unpairedStateOnLogout: true, noLogoutNavigation: true } },
    { quirks: { unpairedStateOnLogout: true } },
  ])('is told as unlinked once, however the page shows it: %j', async ({ quirks }) => {
    desk = await TestDesk.create({ quirks });
    const recorded = await desk.ready();
    await desk.simulator.phone.unlinks();
    await recorded.next('unlinked');
    await recorded.client.stop();
    expect(recorded.events.map(({ kind }) => kind).slice(-2)).toEqual(['ready', 'unlinked']);
  });

  it.each([
    { state: 'CONFLICT', kind: 'conflict' },
    { state: 'TOS_BLOCK', kind: 'banned' },
    { state: 'SMB_TOS_BLOCK', kind: 'banned' },
  ] as const)('is told as $kind when the page says $state', async ({ state, kind }) => {
    desk = await TestDesk.create();
    const recorded = await desk.ready();
    await desk.simulator.page.state(state);
    await recorded.next(kind);
    await recorded.client.stop();
    expect(recorded.events.at(-1)?.kind).toBe(kind);
  });
});

describe('a line that goes down', () => {
  it('is told, comes back by itself, and brings what was written meanwhile', async () => {
    desk = await TestDesk.create();
    const recorded = await desk.ready();
    const ana = desk.simulator.customer('34600111222');
    await desk.simulator.network.drop(800);
    await ana.says('in the gap');
    await recorded.message('in the gap');
    await recorded.until('the line is up', () => recorded.all('line').at(-1)?.up);
    expect(recorded.all('line').map(({ up }) => up)).toEqual([false, true]);
    expect(await recorded.client.probe()).toBe('connected');
  });

  it('does not make an account ready twice when WhatsApp synchronises again', async () => {
    desk = await TestDesk.create({ quirks: { resyncOnReconnect: true } });
    const recorded = await desk.ready();
    await desk.simulator.network.drop(300);
    await recorded.until('the line is up', () => recorded.all('line').at(-1)?.up);
    await desk.simulator.customer('34600111222').says('once');
    await recorded.message('once');
    expect(recorded.all('ready')).toHaveLength(1);
    expect(recorded.messages).toHaveLength(1);
  });
});

describe('a page that loads itself anew', () => {
  it('is ready again, and hears every message once', async () => {
    desk = await TestDesk.create();
    const recorded = await desk.ready();
    await desk.simulator.page.reload();
    await recorded.until('ready again', () => recorded.all('ready').length === 2);
    await desk.simulator.customer('34600111222').says('after');
    await recorded.message('after');
    expect(recorded.messages).toHaveLength(1);
    expect(recorded.all('line')[0]).toEqual({ kind: 'line', up: false });
  });

  it('is not mistaken for one that only changes its address or its frames', async () => {
    desk = await TestDesk.create();
    const recorded = await desk.ready();
    await desk.simulator.page.replaceState();
    await desk.simulator.page.navigateInFrame();
    await desk.simulator.page.detachFrame();
    await desk.simulator.customer('34600111222').says('undisturbed');
    await recorded.message('undisturbed');
    // The library looks at a navigation when it has settled.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(recorded.all('line')).toEqual([]);
    expect(recorded.all('ready')).toHaveLength(1);
  });

  it('may do so at any moment of the start, and while it is being stopped', async () => {
    desk = await TestDesk.create();
    const recorded = desk.recorded();
    const started = recorded.client.start();
    await desk.simulator.until('qrOffered');
    await desk.simulator.page.reload();
    await started;
    await recorded.next('qr');
    await desk.simulator.page.reload();
    await recorded.client.stop();
    expect(recorded.all('dead')).toEqual([]);
    expect(desk.browserPids()).toEqual([]);
  });
});

describe('a client that cannot be started', () => {
  it('says that there is no connection, and leaves no browser behind', async () => {
    desk = await TestDesk.create();
    const recorded = desk.recorded();
    await desk.simulator.stop();
    await expect(recorded.client.start()).rejects.toMatchObject({ code: 'whatsapp_not_connected' });
    expect(desk.browserPids()).toEqual([]);
    expect(desk.plainProfiles()).toEqual([]);
  });

  it('gives up on a page that never connects', async () => {
    desk = await TestDesk.create({ quirks: { noTransport: true } });
    const recorded = desk.recorded({ start: 4_000 });
    await expect(recorded.client.start()).rejects.toMatchObject({ code: 'whatsapp_not_connected' });
    expect(desk.browserPids()).toEqual([]);
  });

  it('can be stopped while it starts', async () => {
    desk = await TestDesk.create();
    const recorded = desk.recorded();
    const started = recorded.client.start().catch((error: unknown) => error);
    await desk.simulator.until(() => desk.browserPids().length > 0);
    await recorded.client.stop();
    expect(await started).toBeInstanceOf(Error);
    expect(desk.browserPids()).toEqual([]);
    expect(desk.plainProfiles()).toEqual([]);
  });
});
