import { Dunst } from '../support/desktop-bus/dunst.ts';
import { expect, test } from './fixtures.ts';

test("a desktop's own daemon shows what customers write, and its click brings the conversation back from the tray", async ({
  linkedDesk: { desk, page },
  simulator,
}) => {
  const dunst = await Dunst.start();
  const isVisible = () =>
    desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  const marta = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  const bruno = simulator.customer('+34600333444', { pushname: 'Bruno' });

  await test.step('closed to the tray the app goes on, and a message is shown with its sender and text', async () => {
    await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(isVisible).toBe(false);
    await marta.says('Do you have almond cake?');
    await expect
      .poll(() => dunst.drawn())
      .toEqual([{ title: 'Marta Vidal', body: 'Do you have almond cake?' }]);
  });

  await test.step('the next one of the conversation takes its place', async () => {
    await marta.says('For eight people.');
    await expect
      .poll(() => dunst.drawn())
      .toMatchObject([{}, { title: 'Marta Vidal (2)', body: 'For eight people.' }]);
    await expect.poll(() => dunst.count()).toBe(1);
  });

  await test.step('a click shows the window with the conversation, and nothing stands there any more', async () => {
    await dunst.clickFirst();
    await expect.poll(isVisible).toBe(true);
    await expect(page.getByRole('log').getByText('For eight people.')).toBeVisible();
    await expect.poll(() => dunst.count()).toBe(0);
  });

  await test.step('what is in view is not shown; another conversation is', async () => {
    await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
    await marta.says('With candles, please.');
    await expect(page.getByRole('log').getByText('With candles, please.')).toBeVisible();
    await bruno.says('Hello?');
    await expect.poll(async () => (await dunst.drawn()).at(-1)?.title).toBe('Bruno');
    expect(await dunst.drawn()).toHaveLength(3);
  });

  await test.step('what came while the computer slept is told all at once', async () => {
    await desk.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
    for (const [number, name] of ['Carla', 'Diego', 'Elena', 'Farid'].entries()) {
      await simulator
        .customer(`+3460055500${number}`, { name, pushname: name })
        .says(`It is ${name}`);
      await expect(page.getByRole('option', { name: new RegExp(name) })).toBeVisible();
    }
    await desk.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
    await expect
      .poll(async () => (await dunst.drawn()).at(-1)?.title)
      .toBe('While this computer slept: 4 conversations');
    const drawn = await dunst.drawn();
    expect(drawn.at(-1)?.body).toBe('Carla, Diego, Elena and 1 more');
    expect(drawn.map(({ title }) => title)).not.toContain('Diego');
  });

  await test.step('when the daemon goes away the app goes on', async () => {
    await dunst.stop();
    await bruno.says('Anybody there?');
    await expect(page.getByRole('option', { name: /Bruno.*Anybody there\?/s })).toBeVisible();
  });
});
