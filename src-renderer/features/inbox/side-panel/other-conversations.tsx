import { IconMessages } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import type { SessionId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { useInbox } from '../inbox-context.ts';
import { PanelData } from './panel-data.tsx';
import { PanelSection } from './panel-section.tsx';
import { RowList } from '../../../ui/row-list.tsx';
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
            <EmptyState
              isSmall
              icon={<IconMessages stroke={1.6} />}
              title={t('sidePanel.noOthers')}
            />
          ) : (
            <RowList className={styles.list}>
              {others.map((other) => (
                <li key={other.conversationId}>
                  <button
                    type="button"
                    className={styles.row}
                    onClick={() => void open(other.conversationId)}
                  >
                    <span className={styles.line}>
                      <span>
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
            </RowList>
          )
        }
      </PanelData>
    </PanelSection>
  );
}
