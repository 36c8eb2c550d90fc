import { Button } from '@mantine/core';
import { IconPlus, IconSparkles, IconTargetArrow, IconTargetOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import type { LeadId } from '../../../../src-preload/contract/ids.ts';
import { isClosed, type Lead } from '../../../../src-preload/contract/lead.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LeadStagePill } from '../../../ui/lead-stage-pill.tsx';
import { Pill } from '../../../ui/pill.tsx';
import { isolated } from '../../../i18n/isolated.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { useInbox } from '../inbox-context.ts';
import { useJudging } from '../judge/use-judging.ts';
import { CampaignChoice } from './campaign-choice.tsx';
import { PanelData } from './panel-data.tsx';
import { PanelSection } from './panel-section.tsx';
import styles from './side-panel.module.css';

interface LeadSectionProperties {
  readonly conversation: ConversationSummary;
  readonly onOpenLead: (leadId: LeadId) => void;
  readonly onMakeLead: (conversation: ConversationSummary) => void;
}

/**
 * What came of the conversation, and what it came of; each lead opens its page, which leads to its message. Here, too,
 * somebody may say that one is none, and make one where none is open.
 */
export function LeadSection({
  conversation,
  onOpenLead,
  onMakeLead,
}: LeadSectionProperties): ReactNode {
  const { t } = useTranslation();
  const leads = useInbox((state) => state.leadsOf);
  const load = useInbox((state) => state.loadLeadsOf);
  const known = shownValue(leads);
  const hasOpen = known?.some(({ stage }) => !isClosed(stage)) ?? true;
  return (
    <PanelSection section="leads" count={known?.filter(({ isDismissed }) => !isDismissed).length}>
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
              {list.map((lead) => (
                <LeadRow key={lead.leadId} lead={lead} onOpen={onOpenLead} />
              ))}
            </ul>
          )
        }
      </PanelData>
      {conversation.isGroup || hasOpen ? null : (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size="1rem" stroke={1.9} aria-hidden="true" />}
          onClick={() => onMakeLead(conversation)}
        >
          {t('judgements.new')}
        </Button>
      )}
      <CampaignChoice conversation={conversation} />
    </PanelSection>
  );
}

function LeadRow({
  lead,
  onOpen,
}: {
  readonly lead: Lead;
  readonly onOpen: (leadId: LeadId) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { dismiss, restore } = useJudging();
  const { leadId, stage, excerpt, reasons, createdAt, isDismissed, contactName } = lead;
  return (
    <li className={styles.judged}>
      <button type="button" className={styles.row} onClick={() => onOpen(leadId)}>
        <span className={styles.line}>
          {isDismissed ? (
            <Pill tone="quiet">{t('judgements.notALead')}</Pill>
          ) : (
            <LeadStagePill stage={stage} />
          )}
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
      {isDismissed ? (
        <IconButton
          size="md"
          name={t('judgements.restoreNamed', { name: contactName })}
          hint={t('judgements.restore')}
          onClick={() => void restore(lead)}
        >
          <IconTargetArrow size="1.05rem" stroke={1.8} />
        </IconButton>
      ) : stage === 'won' ? null : (
        <IconButton
          size="md"
          name={t('judgements.notALeadNamed', { name: contactName })}
          hint={t('judgements.notALead')}
          onClick={() => void dismiss(lead)}
        >
          <IconTargetOff size="1.05rem" stroke={1.8} />
        </IconButton>
      )}
    </li>
  );
}
