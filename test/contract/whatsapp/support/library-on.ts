import { systemClock } from '../../../../src-main/common/clock.ts';
import type { BrowserLaunch } from '../../../../src-main/whatsapp/browser/browser-launch.ts';
import {
  SafeClient,
  type SafeClientEvents,
} from '../../../../src-main/whatsapp/library/safe-client.ts';
import { SealedProfileAuth } from '../../../../src-main/whatsapp/library/sealed-profile-auth.ts';
import type { TestDesk } from './test-desk.ts';

/** The library itself on a desk's profile, for tests that run scripts in the page; it tells only what is asked for. */
export function libraryOn(
  desk: TestDesk,
  events: Partial<SafeClientEvents> = {},
  launch: BrowserLaunch = desk.launch,
): SafeClient {
  return new SafeClient({
    ...launch,
    authStrategy: new SealedProfileAuth(desk.vault.profile(desk.sessionId)),
    clock: systemClock,
    startDeadline: 30_000,
    events: {
      onReport: () => undefined,
      onNavigated: () => undefined,
      onVersion: () => undefined,
      onSelfTested: () => undefined,
      onIncompatible: () => undefined,
      onDeath: () => undefined,
      ...events,
    },
  });
}
