import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { priorities, Priority } from '../../../../src-preload/contract/conversation-filter.ts';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { AssignMenu } from '../assign-menu.tsx';
import { useInbox } from '../inbox-context.ts';
import { LabelEditor } from '../labels/label-editor.tsx';
import { StatusControl } from '../list/status-control.tsx';
import { PanelSection } from './panel-section.tsx';
import styles from './side-panel.module.css';

/** Where the team is with the conversation: the controls of its head, with their names, and all its labels. */
export function CareSection({
  conversation,
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const care = useInbox((state) => state.care);
  const priorityName = useId();
  return (
    <PanelSection section="care">
      <div className={styles.pairs}>
        <span className={styles.pairName}>{t('sidePanel.status')}</span>
        <StatusControl conversation={conversation} />
        <span className={styles.pairName}>{t('sidePanel.assignee')}</span>
        <AssignMenu conversation={conversation} />
        <span className={styles.pairName} id={priorityName}>
          {t('inboxList.priority')}
        </span>
        <SegmentedControl
          size="xs"
          aria-labelledby={priorityName}
          data={priorities.map((value) => ({ value, label: t(`inboxList.priorities.${value}`) }))}
          value={conversation.priority}
          onChange={(value) =>
            void care([conversation], { kind: 'priority', priority: Priority.parse(value) })
          }
        />
        <span className={styles.pairName}>{t('sidePanel.labels')}</span>
        <span className={styles.labels}>
          <LabelEditor conversation={conversation} showsAll />
        </span>
      </div>
    </PanelSection>
  );
}
