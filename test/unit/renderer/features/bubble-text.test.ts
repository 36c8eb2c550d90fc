import { describe, expect, it } from 'vitest';
import type {
  GroupEvent,
  MessageDetails,
} from '../../../../src-preload/contract/message-content.ts';
import { duration } from '../../../../src-renderer/features/inbox/bubble/duration.ts';
import { groupEventText } from '../../../../src-renderer/features/inbox/bubble/group-event-text.ts';
import { splitMentions } from '../../../../src-renderer/features/inbox/bubble/split-mentions.ts';
import { messagePreview } from '../../../../src-renderer/features/inbox/message-preview.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';

const { t } = createI18n('en');

describe('people named in a text', () => {
  const ana = { token: '@34600', name: 'Ana' };
  const eva = { token: '@346001', name: 'Eva' };

  it('are found where they stand, the longer number before the one it begins with', () => {
    expect(splitMentions('@346001, @34600 and a@b', [ana, eva])).toEqual([
      eva,
      ', ',
      ana,
      ' and a@b',
    ]);
  });

  it('leave a text alone in which they do not stand', () => {
    expect(splitMentions('hello', [ana])).toEqual(['hello']);
    expect(splitMentions('@@34600', [{ token: '', name: 'nobody' }, ana])).toEqual(['@', ana]);
  });
});

describe('what happened in a group', () => {
  const said = (change: Partial<Extract<MessageDetails, { kind: 'group_event' }>>): string =>
    groupEventText(t, {
      details: { kind: 'group_event', event: 'added', by: null, people: [], ...change },
    });

  it('is said with who did it and whom it concerns, as far as that is known', () => {
    expect(said({ by: 'Ana', people: ['Eva', 'Luis'] })).toBe('Ana added Eva and Luis');
    expect(said({ people: ['Eva'] })).toBe('Eva joined the group');
    expect(said({ event: 'left', by: 'Eva' })).toBe('Eva left the group');
    expect(said({ event: 'left' })).toBe('Somebody left the group');
    expect(said({ event: 'subject_changed', by: 'Ana', value: 'A & B' })).toBe(
      'Ana renamed the group to “A & B”',
    );
  });

  it('is said in Spanish without a wrong person of the verb', () => {
    const spanish = createI18n('es').t;
    const dicho = (change: Partial<GroupEvent>): string =>
      groupEventText(spanish, {
        details: { kind: 'group_event', event: 'added', by: null, people: [], ...change },
      });
    expect(dicho({ by: 'Ana', people: ['Eva', 'Luis'] })).toBe('Ana añadió al grupo: Eva y Luis');
    expect(dicho({ isByUs: true, people: ['Eva'] })).toBe('Añadiste al grupo: Eva');
    expect(dicho({ event: 'created', isByUs: true })).toBe('Creaste el grupo');
    expect(dicho({ event: 'left', isByUs: true, includesUs: true })).toBe('Salida del grupo: Tú');
  });

  it('calls the owner of the account “you”, wherever they stand', () => {
    expect(said({ isByUs: true, people: ['Eva'] })).toBe('You added Eva');
    expect(said({ by: 'Ana', people: ['Eva'], includesUs: true })).toBe('Ana added you and Eva');
    expect(said({ includesUs: true })).toBe('You were added to the group');
    expect(said({ event: 'removed', includesUs: true })).toBe('You were removed from the group');
    expect(said({ event: 'joined', includesUs: true })).toBe('You joined the group');
    expect(said({ event: 'left', isByUs: true, includesUs: true })).toBe('You left the group');
    expect(said({ event: 'promoted', includesUs: true })).toBe('You became an administrator');
    expect(said({ event: 'demoted', includesUs: true })).toBe('You are no longer an administrator');
    expect(said({ event: 'demoted', by: 'Ana', includesUs: true })).toBe(
      'Ana took administration from you',
    );
  });

  it('is said to be erased when it was', () => {
    expect(groupEventText(t, { details: null, unreadable: 'erased' })).toBe(
      'This message was erased.',
    );
  });
});

describe('the line that stands for a message in the list', () => {
  it.each([
    ['text', 'Hello', 'Hello'],
    ['image', '', 'Image'],
    ['image', 'The lamp', 'Image: The lamp'],
    ['poll', 'When?', 'Poll: When?'],
    ['revoked', '', 'This message was deleted'],
  ] as const)('is, for a %s that says "%s": %s', (type, preview, expected) => {
    expect(messagePreview(t, { type, preview })).toBe(expected);
  });

  it('says what happened in a group, as far as that is known', () => {
    const happened: GroupEvent = {
      kind: 'group_event',
      event: 'added',
      by: 'Ana',
      people: [],
      includesUs: true,
    };
    const message = { type: 'group_event', preview: '' } as const;
    expect(messagePreview(t, { ...message, happened })).toBe('Ana added you');
    expect(messagePreview(t, message)).toBe('Something changed in the group');
  });

  it('says of a call what became of it', () => {
    const message = { type: 'call_log', preview: '' } as const;
    const happened = { kind: 'call', isVideo: true, outcome: 'missed' } as const;
    expect(messagePreview(t, { ...message, happened })).toBe('Missed video call');
    expect(messagePreview(t, message)).toBe('Call');
  });
});

it.each([
  [0, '0:00'],
  [95, '1:35'],
  [3_725, '1:02:05'],
])('shows %i seconds as %s', (seconds, expected) => {
  expect(duration(seconds)).toBe(expected);
});
