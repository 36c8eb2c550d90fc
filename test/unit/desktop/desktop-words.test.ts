import { describe, expect, it } from 'vitest';
import { autostartEntry } from '../../../src-main/desktop/autostart-entry.ts';
import { linkedConversation } from '../../../src-main/desktop/conversation-link.ts';
import { speechOf } from '../../../src-main/desktop/desktop-words.ts';
import type { MenuLine } from '../../../src-main/desktop/menu-line.ts';
import { trayMenu, trayToolTip } from '../../../src-main/desktop/tray-menu.ts';
import { sampleSession, uuid } from '../../support/preview/sample-data.ts';

describe('a link to a conversation', () => {
  const id = uuid(7);

  it('is found among the words of a command line', () => {
    const words = ['/opt/alexia-desk', '--no-sandbox', `alexia-desk://conversation/${id}`];
    expect(linkedConversation(words)).toBe(id);
  });

  it.each([
    'alexia-desk://conversation/',
    'alexia-desk://conversation/../../etc',
    `alexia-desk://conversation/${id}/more`,
    `alexia-desk://conversation/${id}?send=now`,
    `alexia-desk://settings/${id}`,
    `https://conversation/${id}`,
    'alexia-desk://[',
  ])('is not %s', (word) => {
    expect(linkedConversation([word])).toBeNull();
  });
});

describe('the entry that starts the app at login', () => {
  it('keeps whatever is special in the path of the program', () => {
    const entry = autostartEntry(['/opt/Alexia "Desk" $1 100%\\x', '--hidden']);
    expect(entry).toContain('Exec="/opt/Alexia \\\\"Desk\\\\" \\\\$1 100%%\\\\\\\\x" "--hidden"\n');
    expect(entry.startsWith('[Desktop Entry]\nType=Application\n')).toBe(true);
  });
});

describe('the menu of the tray', () => {
  const speech = speechOf('en-GB');
  let time = new Date(2026, 10, 28, 17).getTime();
  const now = (): number => time;
  const done: (number | string | null)[] = [];
  const actions = {
    showMain: () => void done.push('main'),
    linkAccount: () => void done.push('link'),
    pauseNotifications: (until: number | null) => void done.push(until),
    quit: () => void done.push('quit'),
  };
  const labelled = (lines: readonly MenuLine[], start: string) => {
    const line = lines.find((each) => each !== 'separator' && each.label.startsWith(start));
    if (line === undefined || line === 'separator') throw new Error(`No line ${start}`);
    return line;
  };

  it('pauses for an hour, or until tomorrow', () => {
    const lines = trayMenu({ unread: 0, accounts: [], pausedUntil: null }, actions, now, speech);
    const { submenu = [] } = labelled(lines, 'Pause');
    labelled(submenu, 'For an hour').run?.();
    labelled(submenu, 'Until tomorrow').run?.();
    // The same menu, a day later.
    time += 24 * 60 * 60_000;
    labelled(submenu, 'For an hour').run?.();
    time -= 24 * 60 * 60_000;
    expect(done.splice(0)).toEqual([
      new Date(2026, 10, 28, 18).getTime(),
      new Date(2026, 10, 29, 8).getTime(),
      new Date(2026, 10, 29, 18).getTime(),
    ]);
  });

  it.each([
    [new Date(2026, 10, 28, 18, 5).getTime(), 'paused until 18:05'],
    [new Date(2026, 10, 29, 8).getTime(), 'paused until Sun'],
  ])('says until when it is paused, and goes on', (pausedUntil, words) => {
    const lines = trayMenu({ unread: 0, accounts: [], pausedUntil }, actions, now, speech);
    const line = labelled(lines, 'Resume');
    expect(line.label).toContain(words);
    line.run?.();
    expect(done.splice(0)).toEqual([null]);
  });

  it('speaks Spanish, with Spanish times', () => {
    const spanish = speechOf('es-ES');
    const accounts = [{ ...sampleSession(0, { kind: 'connected', since: 1 }), pushname: 'Ana' }];
    const pausedUntil = new Date(2026, 10, 29, 8).getTime();
    const lines = trayMenu({ unread: 2, accounts, pausedUntil }, actions, now, spanish);
    expect(lines.flatMap((line) => (line === 'separator' ? [] : [line.label]))).toEqual([
      'Abrir Alexia Desk',
      '2 chats no leídos',
      'Ana: conectada',
      'Vincular una cuenta de WhatsApp…',
      'Reanudar las notificaciones (en pausa hasta: dom, 08:00)',
      'Salir',
    ]);
  });

  it('counts conversations, not messages', () => {
    const state = { accounts: [], pausedUntil: null };
    expect(trayToolTip({ ...state, unread: 1 }, speech.words)).toBe(
      'Alexia Desk: 1 unread conversation',
    );
    expect(trayToolTip({ ...state, unread: 3 }, speech.words)).toBe(
      'Alexia Desk: 3 unread conversations',
    );
    expect(trayToolTip({ ...state, unread: 0 }, speech.words)).toBe('Alexia Desk');
  });
});
