import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import type { SessionId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { useInbox } from '../inbox-context.ts';
import { PanelData } from './panel-data.tsx';
import { PanelSection } from './panel-section.tsx';
import styles from './side-panel.module.css';

/** With the same person, through other accounts. Groups are with many. */
export function OtherConversations({
  conversation: { conversationId, isGroup },
  accountNames,
}: {
  readonly conversation: ConversationSummary;
  readonly accountNames: ReadonlyMap<SessionId, string>;
}): ReactNode {
  const { t } = useTranslation();
  const person = useInbox((state) => state.person);
  const load = useInbox((state) => state.loadPerson);
  const open = useInbox((state) => state.openConversation);
  if (isGroup) return null;
  const others = (shownValue(person)?.conversations ?? []).filter(
    (each) => each.conversationId !== conversationId,
  );
  return (
    <PanelSection section="others" count={others.length}>
      <PanelData data={person} lines={1} onRetry={() => void load()}>
        {() =>
          others.length === 0 ? (
            <p className={styles.soft}>{t('sidePanel.noOthers')}</p>
          ) : (
            <ul className={styles.list}>
              {others.map((other) => (
                <li key={other.conversationId}>
                  <button
                    type="button"
                    className={styles.row}
                    onClick={() => void open(other.conversationId)}
                  >
                    <span className={styles.line}>
                      <span dir="auto">
                        {t('contactCard.through', {
                          account:
                            accountNames.get(other.sessionId) ?? t('contactCard.otherAccount'),
                        })}
                      </span>
                      <TimeText className={styles.soft} timestamp={other.lastMessageAt} />
                    </span>
                    <span className={styles.soft}>
                      {t('contactCard.messages', { count: other.messageCount })}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </PanelData>
    </PanelSection>
  );
}
