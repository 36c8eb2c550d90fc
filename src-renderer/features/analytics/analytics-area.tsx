import { Button, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileTypePdf } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConversationId, LeadId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import { assertNever } from '../../bridge/assert-never.ts';
import { Page } from '../../ui/page.tsx';
import { AnalyticsProvider, useAnalytics } from './analytics-context.ts';
import type { AnalyticsStore } from './analytics-store.ts';
import { BehindDrawer } from './behind-drawer.tsx';
import { FigureBar } from './figure-bar.tsx';
import { type Section, sections } from './figures-slice.ts';
import { HoursSection } from './sections/hours-section.tsx';
import { LeadsSection } from './sections/leads-section.tsx';
import { MessagesSection } from './sections/messages-section.tsx';
import { PeopleSection } from './sections/people-section.tsx';
import { RepliesSection } from './sections/replies-section.tsx';
import { WaitsSection } from './sections/waits-section.tsx';
import { useLightWhenPrinted } from './use-light-when-printed.ts';

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
          <SavePage section={section} />
        </>
      }
    >
      <FigureBar sessions={sessions} />
      <Shown section={section} onOpenConversation={onOpenConversation} />
      <BehindDrawer onOpenMessage={onOpenMessage} onOpenLead={onOpenLead} />
    </Page>
  );
}

function SavePage({ section }: { readonly section: Section }): ReactNode {
  const { t } = useTranslation();
  const savePage = useAnalytics((state) => state.savePage);
  const save = async (): Promise<void> => {
    const name = `${t('analytics.title')}, ${t(`analytics.sections.${section}`)}`;
    if (!(await savePage(name))) return;
    notifications.show({
      message: t('analytics.saved'),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  };
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconFileTypePdf size="1.05rem" stroke={1.8} aria-hidden="true" />}
      onClick={() => void save()}
    >
      {t('analytics.savePage')}
    </Button>
  );
}

interface ShownProperties extends Pick<AreaProperties, 'onOpenConversation'> {
  readonly section: Section;
}

function Shown({ section, onOpenConversation }: ShownProperties): ReactNode {
  switch (section) {
    case 'messages':
      return <MessagesSection />;
    case 'replies':
      return <RepliesSection />;
    case 'hours':
      return <HoursSection />;
    case 'waits':
      return <WaitsSection onOpenConversation={onOpenConversation} />;
    case 'leads':
      return <LeadsSection />;
    case 'people':
      return <PeopleSection />;
    default:
      return assertNever(section);
  }
}
