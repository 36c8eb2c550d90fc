import { IconSparkles } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import type { LeadId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LeadStagePill } from '../../../ui/lead-stage-pill.tsx';
import { isolated } from '../../../i18n/isolated.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { useInbox } from '../inbox-context.ts';
import { CampaignChoice } from './campaign-choice.tsx';
import { PanelData } from './panel-data.tsx';
import { PanelSection } from './panel-section.tsx';
import styles from './side-panel.module.css';

/** What came of the conversation, and what it came of; each lead opens its page, which leads to its message. */
export function LeadSection({
  conversation,
  onOpenLead,
}: {
  readonly conversation: ConversationSummary;
  readonly onOpenLead: (leadId: LeadId) => void;
}): ReactNode {
  const { t } = useTranslation();
  const leads = useInbox((state) => state.leadsOf);
  const load = useInbox((state) => state.loadLeadsOf);
  return (
    <PanelSection section="leads" count={shownValue(leads)?.length}>
      <PanelData data={leads} lines={1} onRetry={() => void load()}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              isSmall
              icon={<IconSparkles stroke={1.6} />}
              title={t('sidePanel.noLeads')}
            />
          ) : (
            <ul className={styles.list}>
              {list.map(({ leadId, stage, excerpt, reasons, createdAt }) => (
                <li key={leadId}>
                  <button type="button" className={styles.row} onClick={() => onOpenLead(leadId)}>
                    <span className={styles.line}>
                      <LeadStagePill stage={stage} />
                      <TimeText className={styles.soft} timestamp={createdAt} />
                    </span>
                    <span className={styles.excerpt} dir="auto">
                      {excerpt}
                    </span>
                    {reasons.length === 0 ? null : (
                      <span className={styles.soft}>
                        {t('leads.reasons', {
                          reasons: reasons.map((each) => `“${isolated(each)}”`).join(', '),
                        })}
                      </span>
                    )}
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </PanelData>
      <CampaignChoice conversation={conversation} />
    </PanelSection>
  );
}
