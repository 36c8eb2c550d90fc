import { accountModules } from './modules/account-modules.ts';
import { chatModules } from './modules/chat-modules.ts';
import { mediaModules } from './modules/media-modules.ts';
import { messageModules } from './modules/message-modules.ts';

/** Everything `window.require` knows. */
export function createModules(
  keys: Parameters<typeof accountModules>[0],
): Readonly<Record<string, unknown>> {
  return { ...accountModules(keys), ...chatModules, ...messageModules, ...mediaModules };
}
