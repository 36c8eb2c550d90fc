import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Presence } from '../../../../src-preload/contract/presence.ts';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { useInbox } from '../inbox-context.ts';
import { colleagueName } from '../inbox-state.ts';

const NOBODY: readonly Presence[] = [];

interface PresentColleague extends Presence {
  readonly name: string;
}

/** Which colleagues have the conversation in front of them, those who type first. */
export function usePresence(conversationId: ConversationId): readonly PresentColleague[] {
  const { t } = useTranslation();
  const present = useInbox((state) => state.presences.get(conversationId) ?? NOBODY);
  const colleagues = useInbox((state) => state.colleagues);
  return present.map((each) => ({
    ...each,
    name: colleagueName({ colleagues }, each.userId) ?? t('presence.somebody'),
  }));
}

/** What these colleagues do, as a sentence: of those who type, else of those who look. Null where there are none. */
export function usePresenceText(present: readonly PresentColleague[]): string | null {
  const { t } = useTranslation();
  const typing = present.filter(({ isTyping }) => isTyping);
  const told = typing.length > 0 ? typing : present;
  const [first, second] = told.map(({ name }) => name);
  if (first === undefined) return null;
  const what = typing.length > 0 ? 'typing' : 'looking';
  if (second === undefined) return t(`presence.${what}.one`, { name: first });
  if (told.length === 2) return t(`presence.${what}.two`, { name: first, other: second });
  return t(`presence.${what}.more`, { name: first, count: told.length - 1 });
}
