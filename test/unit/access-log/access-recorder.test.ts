import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AccessEntry } from '../../../src-main/access-log/access-entry.ts';
import { AccessRecorder, type CommandEnd } from '../../../src-main/access-log/access-recorder.ts';
import { accessRules } from '../../../src-main/access-log/access-rules.ts';
import { commands } from '../../../src-preload/contract/contract.ts';
import { ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';

const ana = UserId.parse('a'.repeat(24));
const conversationId = ConversationId.parse(randomUUID());
let clock: ManualClock;
let who: UserId | null;
let recorder: AccessRecorder;
let entries: AccessEntry[];

beforeEach(() => {
  clock = new ManualClock();
  who = ana;
  entries = [];
  recorder = new AccessRecorder({ who: () => who, clock });
  recorder.connect((noted) => entries.push(...noted));
});

function note(name: unknown, input: unknown, end: CommandEnd['end'] = { output: null }): void {
  recorder.noteCommand({ name, input, end });
}

it('knows every command of the contract, and no other', () => {
  expect(Object.keys(accessRules).sort()).toEqual(Object.keys(commands).sort());
});

it('notes who, when, what, and about what', async () => {
  await clock.advance(5);
  note('conversation.assign', { conversationId, userId: ana }, { output: {} });
  expect(entries).toEqual([
    {
      ...{ at: 1_000_005, userId: ana, action: 'changed', command: 'conversation.assign' },
      ...{ subjectKind: 'conversation', subjectId: conversationId, outcome: 'done', count: 1 },
      mark: null,
    },
  ]);
});

describe('how often', () => {
  const read = (): void => note('message.list', { conversationId }, { output: { items: [] } });

  it('what belongs to one visit is noted once, and a later visit again', async () => {
    read();
    note('note.list', { conversationId }, { output: [] });
    read();
    await clock.advance(5 * 60_000 - 1);
    read();
    expect(entries).toHaveLength(1);
    await clock.advance(1);
    read();
    expect(entries).toHaveLength(2);
  });

  it('another person at this computer, and another conversation, are noted', () => {
    read();
    who = UserId.parse('b'.repeat(24));
    read();
    note('message.list', { conversationId: randomUUID() }, { output: { items: [] } });
    expect(entries).toHaveLength(3);
  });

  it('a clock that was set back does not silence it', async () => {
    await clock.advance(10_000_000);
    read();
    recorder = new AccessRecorder({ who: () => who, clock: new ManualClock(0) });
    recorder.connect((noted) => entries.push(...noted));
    read();
    expect(entries).toHaveLength(2);
  });

  it('what is changed, sent and exported is noted every time', () => {
    for (let time = 0; time < 3; time++) {
      note('message.send', { conversationId, text: 'x' }, { output: {} });
      note('contact.export', { format: 'csv' }, { output: { count: 7 } });
    }
    expect(entries).toHaveLength(6);
    expect(entries[1]).toMatchObject({ action: 'exported', subjectKind: 'contacts', count: 7 });
  });

  it('whoever types a word has searched once', async () => {
    for (const query of ['c', 'ch', 'cha', 'chai', 'chair']) {
      note('message.search', { query, limit: 5 }, { output: { items: [1, 2] } });
      await clock.advance(300);
    }
    expect(entries).toMatchObject([{ action: 'searched', subjectId: null, count: 2 }]);
    expect(JSON.stringify(entries)).not.toContain('chai');
  });
});

describe('how it ended', () => {
  it.each(['not_allowed', 'passphrase_wrong'] as const)('%s is a refusal', (failure) => {
    note('contact.update', { contactId: 'c'.repeat(24), details: {} }, { failure });
    expect(entries).toMatchObject([{ outcome: 'refused', subjectId: 'c'.repeat(24), count: 0 }]);
  });

  it('what could not be understood is refused, of nobody in particular, and told once a minute', async () => {
    for (let time = 0; time < 100; time++)
      note('contact.update', undefined, { failure: 'bad_input' });
    note('nothing.of.this', undefined, { failure: 'bad_input' });
    note({ evil: true }, undefined, { failure: 'bad_input' });
    expect(entries).toMatchObject([
      { command: 'contact.update', outcome: 'refused', subjectId: null },
      { command: 'unknown', action: 'asked', outcome: 'refused' },
    ]);
    await clock.advance(60_000);
    note('contact.update', undefined, { failure: 'bad_input' });
    expect(entries).toHaveLength(3);
  });

  it('what is not logged when it is done is logged when it is refused', () => {
    note('user.list', {}, { output: [] });
    expect(entries).toEqual([]);
    note('user.list', {}, { failure: 'not_allowed' });
    expect(entries).toMatchObject([{ action: 'asked', command: 'user.list', outcome: 'refused' }]);
  });

  it('what came to nothing is not logged: not ready yet, thought better of, nobody there', () => {
    note('contact.get', { contactId: 'c'.repeat(24) }, { failure: 'not_ready' });
    note('contact.export', { format: 'csv' }, { output: { count: null } });
    note('message.saveMedia', { conversationId, messageId: 'x' }, { output: 'cancelled' });
    note('contact.ofConversation', { conversationId }, { output: null });
    expect(entries).toEqual([]);
  });

  it('what failed is', () => {
    note('message.revoke', { conversationId, messageId: 'x' }, { failure: 'whatsapp_failed' });
    expect(entries).toMatchObject([{ action: 'erased', outcome: 'failed' }]);
  });
});

describe('many subjects', () => {
  const leads = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ leadId: String(index).padStart(24, '0') }));

  it('have a row each, and beyond 200 one that says how many', () => {
    note('lead.updateMany', { leads: leads(3), change: {} }, { output: [] });
    expect(entries.map(({ subjectId }) => subjectId)).toEqual(leads(3).map(({ leadId }) => leadId));
    entries = [];
    note('lead.updateMany', { leads: leads(201), change: {} }, { output: [] });
    expect(entries).toMatchObject([{ subjectKind: 'lead', subjectId: null, count: 201 }]);
  });
});

it('holds what happens before the workspace is open, and the newest thousand of it', () => {
  const early = new AccessRecorder({ who: () => null, clock });
  for (let time = 0; time < 1_001; time++) {
    early.noteCommand({
      name: 'workspace.unlock',
      input: { passphrase: 'secret' },
      end: { failure: 'passphrase_wrong' },
    });
  }
  early.connect((noted) => entries.push(...noted));
  expect(entries).toHaveLength(1_000);
  expect(entries[0]).toMatchObject({ userId: null, action: 'signedIn', outcome: 'refused' });
  expect(JSON.stringify(entries)).not.toContain('secret');
});

it('notes that a file was shown, once a visit', () => {
  recorder.noteMedia(conversationId);
  recorder.noteMedia(conversationId);
  expect(entries).toMatchObject([
    { action: 'opened', subjectKind: 'media', subjectId: conversationId },
  ]);
});
