import { randomUUID } from 'node:crypto';
import { Binary, ObjectId } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openField } from '../../../src-main/crypto/field-cipher.ts';
import { sessionSubject } from '../../../src-main/crypto/key-subjects.ts';
import { mongoKeyStore } from '../../../src-main/store/mongo/mongo-key-store.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import type { SessionChangeRecord } from '../../../src-main/store/session-store.ts';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import { message, type OpenDatabases } from './open-databases.ts';

/** Run by `stores.test.ts`, which opens the databases for all of them. */
export function sessionStoreTests(databases: () => OpenDatabases): void {
  let open: OpenDatabases;

  beforeAll(() => {
    open = databases();
  });

  describe('sessions', () => {
    const account = {
      whatsappId: '34600000001@c.us',
      phoneNumber: '34600000001',
      pushname: 'Corner Shop',
      platform: 'smba',
    };
    const newSession = (): {
      change: (part: Partial<SessionChangeRecord>) => Promise<void>;
      read: () => Promise<unknown>;
    } => {
      const sessionId = SessionId.parse(randomUUID());
      return {
        change: (part) =>
          open.stores.sessions.recordChange({
            sessionId,
            userId: open.userId,
            at: 1000,
            status: 'initializing',
            ...part,
          }),
        read: () => open.raw.mongo.collection('whatsapp_sessions').findOne({ sessionId }),
      };
    };

    it('have every field of the schema from their first change on', async () => {
      const { change, read } = newSession();
      await change({ at: 1000 });
      expect(await read()).toMatchObject({
        userId: new ObjectId(open.userId),
        status: 'initializing',
        messageCount: 0,
        errorCount: 0,
        autoReconnect: true,
        rateLimitPerHour: 60,
        isActive: true,
        createdAt: new Date(1000),
      });
    });

    it('take a change once, however often it comes', async () => {
      const { change, read } = newSession();
      await change({ at: 2000, status: 'disconnected', error: 'The line is down' });
      const first = await read();
      await change({ at: 2000, status: 'disconnected', error: 'The line is down' });
      expect(await read()).toEqual(first);
      expect(first).toMatchObject({ errorCount: 1, lastError: 'The line is down' });
    });

    it('keep whether they reconnect, when the phone was seen, and what they have done', async () => {
      const sessionId = SessionId.parse(randomUUID());
      const { sessions } = open.stores;
      const change = { sessionId, userId: open.userId, status: 'disconnected' as const };
      await sessions.recordChange({ ...change, at: 1000, error: 'The line is down' });
      await sessions.setAutoReconnect(sessionId, false);
      await sessions.recordPhoneSeen(sessionId, 5000);
      await sessions.recordPhoneSeen(sessionId, 4000);
      const stored = (await sessions.ofUser(open.userId)).find(
        (session) => session.sessionId === sessionId,
      );
      expect(stored).toMatchObject({ autoReconnect: false, phoneSeenAt: 5000 });
      expect(await sessions.usage([sessionId, SessionId.parse(randomUUID())])).toEqual([
        {
          sessionId,
          messageCount: 0,
          errorCount: 1,
          lastError: 'The line is down',
          lastErrorAt: 1000,
        },
      ]);
    });

    it('describe the sealed profile that stands for their credentials', async () => {
      const sessionId = SessionId.parse(randomUUID());
      const { sessions } = open.stores;
      await sessions.recordChange({ sessionId, userId: open.userId, at: 1, status: 'connected' });
      const profile = { fingerprint: 'a'.repeat(64), size: 12_345, sealedAt: 2000 };
      await sessions.recordProfile(sessionId, profile);
      const document = await open.raw.mongo.collection('whatsapp_sessions').findOne({ sessionId });
      expect(document?.sessionData).toEqual({
        profile: { ...profile, sealedAt: new Date(2000), desk: document?.deskId as string },
      });
    });

    it('keep what a page of former days has of its credentials sealed, and nothing that it lost', async () => {
      const sessionId = SessionId.parse(randomUUID());
      const { sessions } = open.stores;
      const read = async () => {
        const document = await open.raw.mongo
          .collection('whatsapp_sessions')
          .findOne({ sessionId });
        return z.record(z.string(), z.unknown()).parse(document?.sessionData ?? {});
      };
      await sessions.recordChange({ sessionId, userId: open.userId, at: 1, status: 'connected' });
      await sessions.recordSessionData(sessionId, {});
      expect(await read()).toEqual({});

      const profile = { fingerprint: 'a'.repeat(64), size: 12_345, sealedAt: 2000 };
      await sessions.recordProfile(sessionId, profile);
      await sessions.recordSessionData(sessionId, { WABrowserId: 'browser', WAToken1: 'secret' });
      const { WABrowserId, WAToken1, ...rest } = await read();
      expect(Object.keys(rest)).toEqual(['profile']);
      const keys = testKeyRing(mongoKeyStore({ db: open.raw.mongo, deskId: 'test' }));
      const key = await keys.keyFor(sessionSubject(sessionId));
      for (const [name, value, text] of [
        ['WABrowserId', WABrowserId, 'browser'],
        ['WAToken1', WAToken1, 'secret'],
      ] as const) {
        const sealed = z.instanceof(Binary).parse(value).buffer;
        expect(Buffer.from(sealed).includes(text)).toBe(false);
        expect(openField(key, `whatsapp_sessions/${sessionId}/sessionData.${name}`, sealed)).toBe(
          text,
        );
      }

      await sessions.recordSessionData(sessionId, { WAToken1: 'another' });
      expect(Object.keys(await read()).sort()).toEqual(['WAToken1', 'profile']);
      await sessions.recordSessionData(sessionId, {});
      expect(Object.keys(await read())).toEqual(['profile']);
    });

    it('take no notice of a change that comes late', async () => {
      const { change, read } = newSession();
      await change({ at: 3000, status: 'connected', account });
      await change({ at: 2000, status: 'authenticating' });
      expect(await read()).toMatchObject({ status: 'connected', stateChangedAt: new Date(3000) });
    });

    it('forget a QR code as soon as it is no longer offered', async () => {
      const { change, read } = newSession();
      await change({ at: 1000, status: 'qr_generated', qr: { code: '2@abc', expiresAt: 61_000 } });
      expect(await read()).toMatchObject({
        qrCode: expect.any(Binary) as Binary,
        qrCodeExpiresAt: new Date(61_000),
      });
      await change({ at: 2000, status: 'authenticating' });
      const after = await read();
      for (const field of ['qrCode', 'qrCodeGeneratedAt', 'qrCodeExpiresAt']) {
        expect(after).not.toHaveProperty(field);
      }
    });

    it('are forgotten by the database when nobody has linked them for a week', async () => {
      const [abandoned, recent, linked] = [newSession(), newSession(), newSession()];
      for (const { change } of [abandoned, recent, linked]) await change({ at: 1000 });
      await linked.change({ at: 2000, status: 'connected', account });
      expect(await linked.read()).not.toHaveProperty('unlinkedSince');
      const { _id } = z.object({ _id: z.instanceof(ObjectId) }).parse(await abandoned.read());
      const eightDaysAgo = new Date(Date.now() - 8 * 86_400_000);
      await open.raw.mongo
        .collection('whatsapp_sessions')
        .updateOne({ _id }, { $set: { unlinkedSince: eightDaysAgo } });
      // MongoDB looks once a minute.
      await expect.poll(() => abandoned.read(), { timeout: 90_000, interval: 250 }).toBeNull();
      expect(await recent.read()).not.toBeNull();
      expect(await linked.read()).not.toBeNull();
    }, 120_000);

    it('of a user are given oldest first, with the account once it was linked', async () => {
      const user = await open.stores.users.signIn({ name: 'Eva', email: 'eva@example.com' });
      const [older, newer] = [newSession(), newSession()];
      await newer.change({ userId: user.userId, at: 2000 });
      await older.change({ userId: user.userId, at: 1000 });
      await older.change({ userId: user.userId, at: 3000, status: 'connected', account });
      const sessions = await open.stores.sessions.ofUser(user.userId);
      expect(sessions.map((each) => [each.createdAt, each.account])).toEqual([
        [1000, account],
        [2000, undefined],
      ]);
    });

    it('add up the messages of their conversations', async () => {
      const { conversationId } = await open.newConversation();
      await open.stores.sessions.recordChange({
        sessionId: open.sessionId,
        userId: open.userId,
        at: 1000,
        status: 'connected',
      });
      await open.store(conversationId, [message(), message()]);
      await open.stores.sessions.refreshStatistics(open.sessionId);
      await open.stores.sessions.refreshStatistics(open.sessionId);
      const { raw, sessionId } = open;
      const stored = await raw.mongo.collection('whatsapp_sessions').findOne({ sessionId });
      expect(stored).toMatchObject({ messageCount: 2, lastActivity: new Date(1_760_000_000_000) });
    });
  });
}
