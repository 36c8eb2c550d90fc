import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { SessionId } from '../../src-preload/contract/ids.ts';
import type { BrowserName } from '../../src-preload/contract/session.ts';
import type { Clock } from '../common/clock.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { Log } from '../log/log.ts';
import { browserLaunch } from '../whatsapp/browser/launch-browser.ts';
import { SessionManager, type SessionManagerEvents } from '../whatsapp/session/session-manager.ts';
import { choosePlainFolder } from '../whatsapp/vault/plain-folder.ts';
import { ProfileVault } from '../whatsapp/vault/profile-vault.ts';
import type { SealedState } from '../whatsapp/vault/sealed-profile.ts';

/** What is told of the accounts that run here. */
export interface AccountEvents extends SessionManagerEvents {
  /** A profile was sealed: what the database describes of it is out of date. */
  onProfileSealed(sealed: SealedState): void;
}

/** Puts together what runs WhatsApp: our own executable as its browser, and the vault for its profiles. */
export async function createSessionManager(input: {
  events: AccountEvents;
  /** The app's data folder. */
  folder: string;
  secrets: SecretStore;
  clock: Clock;
  log: Log;
  /** The app's folder where it is not packaged: the executable must be told what to run. */
  appPath: string | undefined;
  noSandbox: boolean;
  /** Further launch arguments: how tests reach the simulator. */
  browserArguments: readonly string[];
  /** In which browser an account was linked: its profile fits no other. */
  browserOf(sessionId: SessionId): BrowserName;
  /** No browser starts before this has settled. */
  mayBeSlow: Promise<void>;
}): Promise<SessionManager> {
  const { events, folder, secrets, clock, log } = input;
  const vault = new ProfileVault({
    sealedFolder: join(folder, 'whatsapp'),
    plainFolder: await choosePlainFolder({
      dataFolder: folder,
      platform: process.platform,
      environment: process.env,
    }),
    secrets,
    clock,
    log,
    onSealed: (sealed) => events.onProfileSealed(sealed),
  });
  const own = { ...input, executablePath: process.execPath };
  return new SessionManager({
    events,
    vault,
    clock,
    log,
    random: Math.random,
    newId: randomUUID,
    createClient: async (sessionId, { inWindow }) => {
      await input.mayBeSlow;
      // The library takes a sixth of a second to load.
      const { WhatsAppWebClient } = await import('../whatsapp/whatsapp-web-client.ts');
      return new WhatsAppWebClient({
        launch: browserLaunch({ browser: input.browserOf(sessionId), inWindow }, own),
        profile: vault.profile(sessionId),
        clock,
        log,
      });
    },
  });
}
