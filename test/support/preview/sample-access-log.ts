import type { AccessRow } from '../../../src-preload/contract/access-log.ts';
import type { Contact } from '../../../src-preload/contract/contact.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { FakeBridge } from './fake-bridge.ts';
import { sampleUser } from './sample-bridge.ts';
import { uuid } from './sample-data.ts';

const here = '5d0c2f6e-8a41-4c1b-9f3d-2b7a90e41c55';
const elsewhere = 'b81f44a2-30cd-4e77-8d52-6c0e1f9a7b10';

/** What people did, newest first. */
export function sampleAccess(
  now: number,
  conversations: readonly ConversationSummary[],
  contacts: readonly Contact[],
): AccessRow[] {
  const kinds: readonly Partial<AccessRow>[] = [
    { action: 'opened', command: 'message.list', subjectKind: 'conversation' },
    { action: 'searched', command: 'message.search', subjectKind: 'messages', count: 12 },
    { action: 'opened', command: 'contact.get', subjectKind: 'contact' },
    { action: 'exported', command: 'contact.export', subjectKind: 'contacts', count: 1_284 },
    {
      ...{ action: 'changed', command: 'workspace.changePassphrase', subjectKind: 'keys' },
      ...{ outcome: 'refused', count: 0 },
    },
    { action: 'sent', command: 'message.send', subjectKind: 'conversation' },
    { action: 'opened', command: 'lead.get', subjectKind: 'lead', isSubjectGone: true },
    { action: 'erased', command: 'message.revoke', subjectKind: 'conversation', outcome: 'failed' },
    { action: 'anchored', command: 'chain.anchored', subjectKind: 'chain', count: 418 },
  ];
  return Array.from({ length: 240 }, (_, index): AccessRow => {
    const kind = kinds[index % kinds.length] ?? {};
    const isNobody = kind.action === 'anchored';
    const isOther = index % 4 === 3;
    const at = now - index * 7 * 60_000;
    const talk = conversations[index % Math.max(1, conversations.length)];
    const contact = contacts[index % Math.max(1, contacts.length)];
    const subject =
      kind.subjectKind === 'conversation'
        ? { subjectId: talk?.conversationId ?? null, subjectName: talk?.name ?? null }
        : kind.subjectKind === 'contact'
          ? { subjectId: contact?.contactId ?? null, subjectName: contact?.name ?? null }
          : kind.subjectKind === 'lead' || kind.subjectKind === 'chain'
            ? { subjectId: 'ab'.repeat(12), subjectName: null }
            : { subjectId: null, subjectName: null };
    return {
      ...{ chainId: isOther ? uuid(801) : uuid(800), seq: 240 - index, at },
      recordedAt: index % 11 === 5 ? at + 3_600_000 : at + 2_000,
      deviceId: isOther ? elsewhere : here,
      userId: isNobody ? null : isOther ? UserId.parse('d'.repeat(24)) : sampleUser.userId,
      userName: isNobody || index % 8 === 7 ? null : isOther ? 'Bilal Haddad' : sampleUser.name,
      ...{ action: 'opened', command: 'conversation.list', subjectKind: 'inbox' },
      ...{ isSubjectGone: false, outcome: 'done', count: 1 },
      ...subject,
      ...kind,
    };
  });
}

/** Answers what is asked of the access log. */
export function handleAccessLog(
  bridge: FakeBridge,
  rows: readonly AccessRow[],
  now: number,
  fill: <T>(value: () => T) => Result<T> | Promise<never>,
): void {
  const page = (limit: number) => ({ items: rows.slice(0, limit), next: null });
  bridge
    .handle('accessLog.list', ({ filter = {} }) =>
      fill(() => ({
        items: rows.filter(({ action }) => filter.action === undefined || action === filter.action),
        next: null,
      })),
    )
    .handle('accessLog.devices', () =>
      fill(() => [
        { deviceId: here, isHere: true, lastAt: now },
        { deviceId: elsewhere, isHere: false, lastAt: now - 60_000 },
      ]),
    )
    .handle('copy.anonymised', () =>
      fill(() => ({
        outcome: 'written' as const,
        counts: {
          ...{ people: 1_284, team: 6, campaigns: 4, conversations: 1_120 },
          ...{ messages: 48_210, notes: 312, leads: 431, files: 2_906 },
        },
        sought: { words: 21_884, numbers: 3_120, ids: 51_402 },
      })),
    )
    .handle('copy.progress', () => fill(() => null))
    .handle('accessLog.export', () => fill(() => ({ count: rows.length })))
    .handle('accessLog.months', () => fill(() => ['2025-08', '2025-09', '2025-10']))
    .handle('accessLog.ofContact', ({ limit }) => fill(() => page(limit)))
    .handle('accessLog.verify', () =>
      fill(() => ({
        checkedAt: now,
        rows: rows.length,
        chains: [
          {
            ...{ chainId: uuid(800), deviceId: here, rows: 180, break: null },
            dropped: {
              ...{ seq: 60, userId: sampleUser.userId, userName: sampleUser.name },
              at: now - 40 * 86_400_000,
            },
          },
          {
            ...{ chainId: uuid(801), deviceId: elsewhere, rows: 41 },
            break: rows.length === 0 ? null : { kind: 'missing' as const, seq: 42 },
          },
        ],
      })),
    );
}
