import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { runCommand } from '../../../src-main/bridge/run-command.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import {
  type CommandInput,
  type CommandName,
  commands,
  type CommandOutput,
} from '../../../src-preload/contract/contract.ts';
import type { ConversationId, MessageId, SessionId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import type { ErrorCode, Result } from '../../../src-preload/contract/result.ts';
import { type Databases, startDatabases } from '../../support/databases/start-databases.ts';
import { PASSPHRASE } from '../../support/databases/test-workspace.ts';
import { download, refusal } from '../../unit/outbox/fake-account.ts';
import { type DeskWithoutWindows, deskWithoutWindows } from './desk-without-windows.ts';

export const CUSTOMER = '34600111222@c.us';
const ME = '34600000001@c.us';
/** What the customer has written. */
export const SECRET_TEXT = 'I want to buy the blue chair';
export const INCOMING_ID = '3EB0AAAAAAAAAAAAAAAAAA';
export const anUpload = { fileName: 'menu.pdf', mimeType: 'application/pdf', fileSize: 3 };
export const commandNames = Object.keys(commands) as CommandName[];

/** All of the main process behind its commands, with databases of its own, for the file that calls this. */
export function bridgeDesk(): BridgeDesk {
  const bridge = new BridgeDesk();
  beforeAll(() => bridge.begin());
  afterAll(() => bridge.end());
  return bridge;
}

/** A failure says its code, whether to try again and where to look: nothing else. */
export function expectFailure(result: Result<unknown>, code: ErrorCode): void {
  expect(result).toEqual({
    ok: false,
    error: {
      code,
      retryable: expect.any(Boolean) as boolean,
      reference: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
    },
  });
}

export class BridgeDesk {
  databases!: Databases;
  desk!: DeskWithoutWindows;
  /** The conversation with the customer; there is one when `setUp` has resolved. */
  conversationId!: ConversationId;
  sessionId!: SessionId;

  async begin(): Promise<void> {
    [this.databases, this.desk] = await Promise.all([startDatabases(), deskWithoutWindows()]);
  }

  async end(): Promise<void> {
    await this.desk.close();
    await this.databases.stop();
  }

  call(name: unknown, input: unknown): Promise<Result<unknown>> {
    const { handlers, log, accessRecorder } = this.desk;
    return runCommand(handlers, log, name, input, systemClock, accessRecorder);
  }

  /** The command's answer, which must be a success. */
  async succeed<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    const result = await this.call(name, input);
    if (!result.ok) throw new Error(`${name} failed: ${result.error.code}`);
    return commands[name].output.parse(result.value) as CommandOutput<N>;
  }

  /** The first run is over, an account is linked, and a customer has written. */
  async setUp(): Promise<void> {
    await this.succeed('setup.complete', {
      name: 'Ana Salas',
      email: 'ana@example.com',
      passphrase: PASSPHRASE,
      stores: { kind: 'servers', addresses: this.databases },
    });
    ({ sessionId: this.sessionId } = await this.succeed('session.link', {}));
    const started = await this.desk.accountStarted();
    started.say({
      kind: 'ready',
      account: {
        whatsappId: ME,
        phoneNumber: '34600000001',
        pushname: 'Corner Shop',
        platform: 'smba',
      },
    });
    const id = INCOMING_ID;
    this.desk.account().say({
      kind: 'raw',
      event: {
        type: 'message',
        raw: {
          id: { fromMe: false, remote: CUSTOMER, id, _serialized: `false_${CUSTOMER}_${id}` },
          from: CUSTOMER,
          to: ME,
          type: 'chat',
          body: SECRET_TEXT,
          t: Math.floor(Date.now() / 1000) + 1,
          ack: 1,
          notifyName: 'María',
        },
      },
    });
    ({ conversationId: this.conversationId } = await this.desk.published(
      'conversation.changed',
      () => true,
    ));
  }

  /** A message of ours that WhatsApp refused. */
  async refusedMessage(): Promise<MessageId> {
    this.desk.account().onSend = refusal;
    const { messageId } = await this.succeed('message.send', {
      conversationId: this.conversationId,
      text: 'No chance',
    });
    await this.desk.published(
      'message.changed',
      (message) => message.messageId === messageId && message.outbox?.state === 'failed',
    );
    return messageId;
  }

  /** A message that we wrote on the phone, whose file is stored. */
  async messageWithFile(): Promise<Pick<Message, 'conversationId' | 'messageId'>> {
    this.desk.account().onDownload = () => download(Buffer.from('%PDF-1.7'));
    const id = `3EB0${randomUUID().replaceAll('-', '').slice(0, 18).toUpperCase()}`;
    const raw = {
      id: { fromMe: true, remote: CUSTOMER, id, _serialized: `true_${CUSTOMER}_${id}` },
      from: ME,
      to: CUSTOMER,
      type: 'document',
      mimetype: 'application/pdf',
      filename: 'offer.pdf',
      size: 8,
      t: Math.floor(Date.now() / 1000) + 2,
      ack: 1,
    };
    this.desk.account().say({ kind: 'raw', event: { type: 'message', raw } });
    const { conversationId, messageId } = await this.desk.published(
      'message.changed',
      (message) => message.messageId === id && message.media?.state === 'stored',
    );
    return { conversationId, messageId };
  }

  async handedOverFile(): Promise<string> {
    const { uploadId } = await this.succeed('upload.begin', anUpload);
    const bytes = new Uint8Array([1, 2, 3]);
    await this.succeed('upload.append', { uploadId, offset: 0, bytes });
    return uploadId;
  }

  async finishedFile(): Promise<string> {
    const uploadId = await this.handedOverFile();
    await this.succeed('upload.finish', { uploadId });
    return uploadId;
  }

  /** A message of ours that waits for its time. */
  async scheduledMessage(): Promise<MessageId> {
    const { messageId } = await this.succeed('message.send', {
      conversationId: this.conversationId,
      text: 'Later',
      schedule: { at: Date.now() + 3_600_000, timeZone: 'Europe/Madrid' },
    });
    return messageId;
  }
}
