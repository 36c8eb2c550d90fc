import type { LinkedAccount } from '../../../../src-main/domain/whatsapp-event.ts';
import type { ClientEvent, WhatsAppClient } from '../../../../src-main/whatsapp/whatsapp-client.ts';

export const account: LinkedAccount = {
  whatsappId: '34600000001@c.us',
  phoneNumber: '34600000001',
  pushname: 'Corner Shop',
  platform: 'smba',
};

/** A client without a browser: it says what the test tells it to, and remembers what it was asked. */
export class ScriptedClient implements WhatsAppClient {
  readonly calls: string[] = [];
  readonly #listeners = new Set<(event: ClientEvent) => void>();
  #rejectStart: (error: Error) => void = () => undefined;
  pid: number | null = null;
  probeAnswers: () => Promise<'connected' | 'not_connected'> = async () => 'connected';
  stopAnswers: () => Promise<void> = async () => undefined;
  logoutAnswers: () => Promise<void> = async () => undefined;

  /** Resolves never: nothing waits for it. */
  start(): Promise<void> {
    this.calls.push('start');
    return new Promise((_resolve, reject) => {
      this.#rejectStart = reject;
    });
  }

  failStart(error: Error): void {
    this.#rejectStart(error);
  }

  say(event: ClientEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  listen(listener: (event: ClientEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.calls.push('stop');
    await this.stopAnswers();
  }

  async logout(): Promise<void> {
    this.calls.push('logout');
    await this.logoutAnswers();
  }

  async refreshQr(): Promise<void> {
    this.calls.push('refreshQr');
  }

  async requestPairingCode(phoneNumber: string): Promise<void> {
    this.calls.push(`code for ${phoneNumber}`);
    this.say({ kind: 'pairing_code', code: 'ABCD1234' });
  }

  vitals(): { pid: number | null; usedAt: number } {
    return { pid: this.pid, usedAt: 0 };
  }

  probe(): Promise<'connected' | 'not_connected'> {
    return this.probeAnswers();
  }

  async sessionData(): Promise<Record<string, never>> {
    return {};
  }

  send(): Promise<never> {
    return Promise.reject(new Error('not scripted'));
  }

  stageFile(): Promise<never> {
    return Promise.reject(new Error('not scripted'));
  }

  change(): Promise<never> {
    return Promise.reject(new Error('not scripted'));
  }

  async findOwnMessage(): Promise<null> {
    return null;
  }

  async placeChats(): Promise<void> {
    this.calls.push('placeChats');
  }

  async setBlocked(whatsappId: string, isBlocked: boolean): Promise<void> {
    this.calls.push(`${isBlocked ? 'block' : 'unblock'} ${whatsappId}`);
  }

  async markSeen(): Promise<void> {
    this.calls.push('markSeen');
  }

  async chats(): Promise<[]> {
    return [];
  }

  async contacts(): Promise<[]> {
    return [];
  }

  async contact(): Promise<null> {
    return null;
  }

  async downloadMedia(): Promise<{ state: 'gone' }> {
    return { state: 'gone' };
  }

  async profilePicture(): Promise<null> {
    return null;
  }

  async identity(): Promise<null> {
    return null;
  }

  async history(): Promise<{ messages: unknown[]; end: 'beginning' }> {
    return { messages: [], end: 'beginning' };
  }
}
