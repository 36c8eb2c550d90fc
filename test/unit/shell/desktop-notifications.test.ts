import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { speechOf } from '../../../src-main/desktop/desktop-words.ts';
import { DesktopNotifications } from '../../../src-main/shell/desktop-notifications.ts';
import { silentLog } from '../whatsapp/support/silent-log.ts';

/** Electron's, on a system that can take an answer: the machines that test have none. */
const fake = vi.hoisted(() => ({
  isSupported: true,
  made: [] as { options: Record<string, unknown>; emit(name: string, details?: unknown): void }[],
  iconsRead: 0,
}));

vi.mock('electron', () => ({
  nativeImage: {
    createFromPath: () => {
      fake.iconsRead += 1;
      return { resize: (size: { width: number }) => ({ icon: size.width }) };
    },
  },
  Notification: class extends EventEmitter {
    static isSupported = (): boolean => fake.isSupported;
    readonly options: Record<string, unknown>;
    constructor(options: Record<string, unknown>) {
      super();
      this.options = options;
      fake.made.push(this);
    }
    show(): void {
      this.emit('show');
    }
    close(): void {
      this.emit('close');
    }
  },
}));

const content = { title: 'Marta', body: 'Hello', silent: false };
let notifications: DesktopNotifications;

beforeEach(() => {
  fake.isSupported = true;
  fake.made = [];
  notifications = new DesktopNotifications({
    icon: 'icon.png',
    words: () => speechOf('es').words,
    log: silentLog(),
  });
});

describe('a notification of the system', () => {
  it('has a field for an answer, and hands over what was written into it', () => {
    const replies: string[] = [];
    const onReply = (text: string): void => void replies.push(text);
    notifications.show(content, { onClick: () => {}, onReply });
    const [made] = fake.made;
    expect(made?.options).toMatchObject({ hasReply: true, replyPlaceholder: 'Responder…' });
    made?.emit('reply', { reply: '¡Vamos!' });
    expect(replies).toEqual(['¡Vamos!']);
  });

  it('has no such field where there is nothing to answer', () => {
    notifications.show(content, { onClick: () => {} });
    expect(fake.made[0]?.options).not.toHaveProperty('hasReply');
  });

  it('shows no more of a long text than any system does', () => {
    notifications.show({ ...content, body: 'x'.repeat(5_000) }, { onClick: () => {} });
    expect(String(fake.made[0]?.options.body)).toHaveLength(300);
  });

  it('takes the one small icon with it: a large one of its own stays in memory', () => {
    fake.iconsRead = 0;
    for (const body of ['one', 'two']) {
      notifications.show({ ...content, body }, { onClick: () => {} });
    }
    expect(fake.made.map(({ options }) => options.icon)).toEqual([{ icon: 64 }, { icon: 64 }]);
    expect(fake.iconsRead).toBe(1);
  });

  it('makes a sound or none, as it is told', () => {
    for (const silent of [true, false]) {
      notifications.show({ ...content, silent }, { onClick: () => {} });
    }
    expect(fake.made.map(({ options }) => options.silent)).toEqual([true, false]);
  });

  it('does nothing on a system that has none, and says so', async () => {
    fake.isSupported = false;
    notifications.show(content, { onClick: () => {} }).close();
    expect(fake.made).toEqual([]);
    await expect(notifications.test(content)).resolves.toBe('unavailable');
    expect(notifications.service.isMissing).toBe(true);
  });

  it('that could not be shown says that there is no service, until one is shown', () => {
    notifications.show(content, { onClick: () => {} });
    expect(notifications.service.isMissing).toBe(false);
    fake.made[0]?.emit('failed');
    expect(notifications.service.isMissing).toBe(true);
    notifications.show(content, { onClick: () => {} });
    expect(notifications.service.isMissing).toBe(false);
  });

  it.each([
    ['linux', false],
    ['win32', true],
    ['darwin', true],
  ])('on %s can be told to make no sound: %s', (platform, takesSilence) => {
    vi.stubGlobal('process', { ...process, platform });
    expect(notifications.service.takesSilence).toBe(takesSilence);
    vi.unstubAllGlobals();
  });
});
