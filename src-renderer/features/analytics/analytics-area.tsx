import { Button, Menu, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileTypePdf } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConversationId, LeadId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import { Page } from '../../ui/page.tsx';
import { AnalyticsProvider, useAnalytics } from './analytics-context.ts';
import type { AnalyticsStore } from './analytics-store.ts';
import { BehindDrawer } from './behind-drawer.tsx';
import { FigureBar } from './figure-bar.tsx';
import { type Section, sections } from './figures-slice.ts';
import { ShownSection } from './sections/shown-section.tsx';
import { WaitsSection } from './sections/waits-section.tsx';
import { useLightWhenPrinted } from './use-light-when-printed.ts';
import { WholeReport } from './whole-report.tsx';
import styles from './analytics-area.module.css';

interface AreaProperties {
  readonly store: AnalyticsStore;
  readonly sessions: readonly Session[];
  readonly onOpenConversation: (conversationId: ConversationId) => void;
  readonly onOpenMessage: (conversationId: ConversationId, messageId: MessageId) => void;
  readonly onOpenLead: (leadId: LeadId) => void;
}

/** The figures of the team: messages, replies, hours, who waits, leads, people. */
export function AnalyticsArea({ store, ...properties }: AreaProperties): ReactNode {
  return (
    <AnalyticsProvider store={store}>
      <Analytics {...properties} />
    </AnalyticsProvider>
  );
}

function Analytics({
  sessions,
  onOpenConversation,
  onOpenMessage,
  onOpenLead,
}: Omit<AreaProperties, 'store'>): ReactNode {
  const { t } = useTranslation();
  const section = useAnalytics((state) => state.section);
  const setSection = useAnalytics((state) => state.setSection);
  const load = useAnalytics((state) => state.load);
  const loadNames = useAnalytics((state) => state.loadNames);
  useEffect(() => {
    void load();
    void loadNames();
  }, [load, loadNames]);
  useLightWhenPrinted();
  const [printing, setPrinting] = useState<{ readonly onDrawn: () => void } | null>(null);
  return (
    <Page
      title={t('analytics.title')}
      controls={
        <>
          <SegmentedControl
            size="sm"
            aria-label={t('analytics.section')}
            value={section}
            data={sections.map((value) => ({ value, label: t(`analytics.sections.${value}`) }))}
            onChange={(value) => {
              const chosen = sections.find((each) => each === value);
              if (chosen !== undefined) void setSection(chosen);
            }}
          />
          <SavePage
            section={section}
            onDrawReport={() => new Promise((resolve) => setPrinting({ onDrawn: resolve }))}
            onReportSaved={() => setPrinting(null)}
          />
        </>
      }
    >
      <FigureBar sessions={sessions} />
      <div className={printing === null ? styles.shown : styles.unprinted}>
        <ShownSection
          section={section}
          waits={<WaitsSection onOpenConversation={onOpenConversation} />}
        />
      </div>
      {printing === null ? null : <WholeReport onDrawn={printing.onDrawn} />}
      <BehindDrawer onOpenMessage={onOpenMessage} onOpenLead={onOpenLead} />
    </Page>
  );
}

interface SavePageProperties {
  readonly section: Section;
  /** Draws all sections for paper; resolves once they are drawn. */
  readonly onDrawReport: () => Promise<void>;
  readonly onReportSaved: () => void;
}

/** What is shown, or everything, as it would be printed. */
function SavePage({ section, onDrawReport, onReportSaved }: SavePageProperties): ReactNode {
  const { t } = useTranslation();
  const savePage = useAnalytics((state) => state.savePage);
  const loadAll = useAnalytics((state) => state.loadAll);
  const [isSaving, setSaving] = useState(false);
  const tell = (message: string, color?: string): void => {
    notifications.show({
      message,
      ...(color !== undefined && { color }),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  };
  const save = async (name: string): Promise<void> => {
    if (await savePage(name)) tell(t('analytics.saved'));
  };
  const saveReport = async (): Promise<void> => {
    setSaving(true);
    if (await loadAll()) {
      await onDrawReport();
      await save(t('analytics.title'));
      onReportSaved();
    } else {
      tell(t('analytics.reportFailed'), 'red');
    }
    setSaving(false);
  };
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          loading={isSaving}
          leftSection={<IconFileTypePdf size="1.05rem" stroke={1.8} aria-hidden="true" />}
        >
          {t('analytics.savePage')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() =>
            void save(`${t('analytics.title')}, ${t(`analytics.sections.${section}`)}`)
          }
        >
          {t('analytics.saveShown')}
        </Menu.Item>
        <Menu.Item onClick={() => void saveReport()}>{t('analytics.saveReport')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
