import type { AuthStrategy, Client } from 'whatsapp-web.js';
import type { BrowserProfile } from '../vault/browser-profile.ts';

/**
 * whatsapp-web.js' way to the profile. The library also calls it while it handles an unlinking, with the browser still
 * running, so nothing is ever removed here before `destroy`. (`AuthStrategy` exists as a type only; this class has all
 * nine methods.)
 */
export class SealedProfileAuth implements AuthStrategy {
  readonly #profile: BrowserProfile;
  #client: Client | undefined;

  constructor(profile: BrowserProfile) {
    this.#profile = profile;
  }

  readonly setup = (client: Client): void => {
    this.#client = client;
  };

  /** The last moment at which the browser can still be given its folder. */
  readonly beforeBrowserInitialized = async (): Promise<void> => {
    const userDataDir = await this.#profile.open();
    if (this.#client === undefined) throw new Error('The strategy was not set up');
    const { options } = this.#client;
    // The declarations name a type of puppeteer that no longer exists.
    options.puppeteer = { ...(options.puppeteer as object), userDataDir };
  };

  readonly afterBrowserInitialized = async (): Promise<void> => undefined;

  readonly onAuthenticationNeeded = async (): ReturnType<
    AuthStrategy['onAuthenticationNeeded']
  > => ({
    failed: false,
    restart: false,
  });

  /** Called before `authenticated`: an account is linked. */
  readonly getAuthEventPayload = async (): Promise<void> => this.#profile.keep();

  readonly afterAuthReady = async (): Promise<void> => undefined;

  /** Called for UNPAIRED, but for CONFLICT and blocks too: what becomes of the profile is decided elsewhere. */
  readonly disconnect = async (): Promise<void> => undefined;

  readonly logout = async (): Promise<void> => this.#profile.discard();

  readonly destroy = async (): Promise<void> => this.#profile.close();
}
