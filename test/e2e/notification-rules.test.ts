import { expect, test } from './fixtures.ts';

test('what is announced keeps to what is set: quiet hours, pauses, muted conversations and labels', async ({
  desktopBus,
  linkedDesk: { page },
  simulator,
}) => {
  const desktop = await desktopBus.notifications();
  const marta = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  const bruno = simulator.customer('+34600333444', { pushname: 'Bruno' });
  const row = (name: RegExp) => page.getByRole('option', { name });
  const switchOf = (name: string) => page.getByRole('switch', { name });
  const newest = () => desktop.shown.at(-1)?.body;
  await marta.says('Hello');
  await bruno.says('Hello');
  await expect.poll(() => desktop.shown).toHaveLength(2);

  /** Something is written that must not be announced: when it is in the list, it would have been. */
  const isKeptQuiet = async (text: string): Promise<void> => {
    const before = desktop.shown;
    await bruno.says(text);
    await page.keyboard.press('Control+1');
    await expect(row(new RegExp(text))).toBeVisible();
    expect(desktop.shown).toEqual(before);
  };
  const isAnnounced = async (text: string): Promise<void> => {
    await bruno.says(text);
    await expect.poll(newest).toBe(text);
  };
  const label = (...labels: string[]): Promise<void> =>
    page.evaluate(async (wanted) => {
      const list = await window.alexia.invoke('conversation.list', { limit: 10 });
      const found = list.ok ? list.value.items.find(({ name }) => name === 'Bruno') : undefined;
      if (found === undefined) throw new Error('Bruno is not in the list');
      const { conversationId } = found;
      await window.alexia.invoke('conversation.setLabels', { conversationId, labels: wanted });
    }, labels);

  await test.step('quiet hours: nothing, until they are over', async () => {
    await page.keyboard.press('Control+,');
    await switchOf('Quiet hours').press('Space');
    const now = new Date();
    const time = (minutes: number): string =>
      new Date(now.getTime() + minutes * 60_000).toTimeString().slice(0, 5);
    await page.getByLabel('Quiet from').fill(time(-60));
    await page.getByLabel('Quiet until').fill(time(60));
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const answer = await window.alexia.invoke('settings.get', {});
          return answer.ok ? answer.value.notifications.quietHours : null;
        }),
      )
      .toEqual({ from: time(-60), to: time(60) });
    await isKeptQuiet('In the night');
    await page.keyboard.press('Control+,');
    await switchOf('Quiet hours').press('Space');
    await expect(switchOf('Quiet hours')).not.toBeChecked();
  });

  await test.step('what came in them is announced by no later change; what comes after them is', async () => {
    const before = desktop.shown;
    await label('new');
    await page.keyboard.press('Control+1');
    await expect(row(/Bruno/)).toContainText('new');
    expect(desktop.shown).toEqual(before);
    await isAnnounced('In the morning');
  });

  await test.step('a muted label: nothing of conversations that have it', async () => {
    await page.keyboard.press('Control+,');
    const muted = page.getByRole('combobox', { name: 'Labels that are not announced' });
    await muted.click();
    await page.getByRole('option', { name: 'new', exact: true }).click();
    await muted.press('Escape');
    await isKeptQuiet('With a label');
    await label();
    await expect(row(/Bruno/)).not.toContainText('new');
    await isAnnounced('Without it');
  });

  await test.step('a muted conversation: nothing, until it is announced again', async () => {
    await page.keyboard.press('Control+1');
    await row(/Bruno/).click();
    await page.getByRole('button', { name: 'Mute this conversation' }).click();
    await expect(
      page.getByRole('button', { name: 'Announce this conversation again' }),
    ).toBeVisible();
    await row(/Marta Vidal/).click();
    await expect.poll(() => desktop.shown).toEqual([]);
    await isKeptQuiet('Do you hear me?'.slice(0, -1));
    await page.keyboard.press('Control+,');
    await expect(page.getByText('1 conversation is muted.')).toBeVisible();
    await page.getByRole('button', { name: 'Announce them again' }).click();
    await isAnnounced('And now?');
  });

  await test.step('turned off altogether: nothing, and the other settings have nothing to say', async () => {
    await page.keyboard.press('Control+,');
    await switchOf('Announce new messages').press('Space');
    await expect(switchOf('Show what was written')).toBeDisabled();
    await isKeptQuiet('Is nobody there');
    await page.keyboard.press('Control+,');
    await switchOf('Announce new messages').press('Space');
    await expect(switchOf('Show what was written')).toBeEnabled();
    await isAnnounced('There you are');
  });
});
