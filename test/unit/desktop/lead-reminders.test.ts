import { beforeEach, expect, it } from 'vitest';
import { speechOf } from '../../../src-main/desktop/desktop-words.ts';
import { LeadReminders } from '../../../src-main/desktop/lead-reminders.ts';
import {
  defaultNotifications,
  type NotificationSettings,
} from '../../../src-preload/contract/desktop.ts';
import { LeadId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import { objectId, sampleLeads } from '../../support/preview/sample-data.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';
import { silentLog } from '../whatsapp/support/silent-log.ts';

const START = new Date(2026, 10, 28, 12).getTime();
const MINUTE = 60_000;

let clock: ManualClock;
let settings: NotificationSettings;
/** What the database has, and of what somebody was reminded, there. */
let leads: Lead[];
let told: Set<string>;
let isAway: boolean;
let opened: string[];
let shown: { title: string; body: string; silent: boolean; click: () => void }[];

beforeEach(() => {
  clock = new ManualClock(START);
  settings = defaultNotifications;
  leads = [];
  told = new Set();
  isAway = false;
  opened = [];
  shown = [];
});

/** As a desktop of the same person; several share the database. */
function desktop(): LeadReminders {
  const reminders = new LeadReminders({
    settings: () => settings,
    words: () => speechOf('en').words,
    readDue: async (now) => {
      if (isAway) throw new Error('no database');
      return leads.filter(
        ({ leadId, nextStep }) => (nextStep?.at ?? Infinity) <= now && !told.has(leadId),
      );
    },
    take: async (leadId) => {
      const isFirst = !told.has(leadId);
      told.add(leadId);
      return isFirst;
    },
    show: (content, { onClick }) => {
      shown.push({ ...content, click: onClick });
      return { close: () => {} };
    },
    openLead: (leadId) => opened.push(leadId),
    showMain: () => opened.push('the window'),
    clock,
    log: silentLog(),
  });
  reminders.start();
  return reminders;
}

const [sample] = sampleLeads(1, START);
function due(number: number, at: number): void {
  if (!sample) throw new Error('One was asked for');
  const leadId = LeadId.parse(objectId(number));
  const nextStep = { text: `Call ${number}`, at };
  leads.push({ ...sample, leadId, contactName: `Customer ${number}`, nextStep });
}

const titles = (): string[] => shown.map(({ title }) => title);

it('a step is told at its time, once, and opens its lead', async () => {
  due(1, START + 10 * MINUTE);
  desktop();
  await clock.advance(9 * MINUTE);
  expect(shown).toEqual([]);
  await clock.advance(MINUTE + 15_000);
  expect(shown).toMatchObject([{ title: 'Next step: Customer 1', body: 'Call 1', silent: false }]);
  await clock.advance(10 * MINUTE);
  expect(shown).toHaveLength(1);
  shown[0]?.click();
  expect(opened).toEqual([objectId(1)]);
});

it('is told by one of two desktops, and by the next start where none was on', async () => {
  due(1, START - MINUTE);
  desktop();
  desktop();
  await clock.advance(MINUTE);
  expect(titles()).toEqual(['Next step: Customer 1']);
});

it.each<[string, Partial<NotificationSettings>, Partial<NotificationSettings>]>([
  ['paused', { pausedUntil: START + 5 * MINUTE }, {}],
  ['quiet', { quietHours: { from: '11:00', to: '12:05' } }, {}],
  ['off', { enabled: false }, { enabled: true }],
])('waits while notifications are %s', async (_, before, after) => {
  settings = { ...defaultNotifications, ...before };
  due(1, START);
  desktop();
  await clock.advance(4 * MINUTE);
  expect(shown).toEqual([]);
  expect(told.size).toBe(0);
  settings = { ...settings, ...after };
  await clock.advance(2 * MINUTE);
  expect(titles()).toEqual(['Next step: Customer 1']);
});

it('says nothing of it where texts are not shown, and makes no sound where there is to be none', async () => {
  settings = { ...defaultNotifications, showText: false, sound: false };
  due(1, START);
  desktop();
  await clock.advance(MINUTE);
  expect(shown).toMatchObject([{ body: 'It is due now.', silent: true }]);
});

it('are told as a number where there are many', async () => {
  for (let number = 1; number <= 5; number++) due(number, START);
  desktop();
  await clock.advance(MINUTE);
  expect(titles()).toEqual(['5 next steps are due']);
  shown[0]?.click();
  expect(opened).toEqual(['the window']);
});

it('is told once the database is back', async () => {
  due(1, START);
  isAway = true;
  desktop();
  await clock.advance(MINUTE);
  isAway = false;
  await clock.advance(MINUTE);
  expect(titles()).toEqual(['Next step: Customer 1']);
});

it('is not told by a desktop that has stopped', async () => {
  const stopped = desktop();
  await clock.advance(MINUTE);
  await stopped.stop();
  due(1, clock.now());
  await clock.advance(10 * MINUTE);
  expect(shown).toEqual([]);
});
