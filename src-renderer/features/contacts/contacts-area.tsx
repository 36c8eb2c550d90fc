import { Button, CloseButton, TextInput } from '@mantine/core';
import {
  IconAddressBook,
  IconArrowLeft,
  IconSearch,
  IconSearchOff,
  IconUsers,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ContactCard } from '../../../src-preload/contract/contact.ts';
import type { ContactId, ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ContactDrawer } from './card/contact-drawer.tsx';
import { rememberedSort } from './contact-sort.ts';
import { ContactsProvider, useContacts } from './contacts-context.ts';
import type { ContactsStore } from './contacts-store.ts';
import styles from './contacts-area.module.css';
import { ContactsTable } from './contacts-table.tsx';
import { DuplicatesView } from './duplicates/duplicates-view.tsx';
import { FilesMenu } from './files/files-menu.tsx';
import { ImportDialog } from './files/import-dialog.tsx';

interface ContactsAreaProperties {
  readonly store: ContactsStore;
  readonly sessions: readonly Session[];
  readonly onOpenConversation: (conversationId: ConversationId) => void;
  /** What a person has said about the use of their data. */
  readonly consent: (contactId: ContactId) => ReactNode;
  /** Whether nothing of theirs may go. */
  readonly hold: (card: ContactCard) => ReactNode;
  /** Taking their data out, and erasing them. */
  readonly data: (card: ContactCard) => ReactNode;
  readonly access: (contactId: ContactId) => ReactNode;
}

export function ContactsArea({ store, ...properties }: ContactsAreaProperties): ReactNode {
  return (
    <ContactsProvider store={store}>
      <Contacts {...properties} />
    </ContactsProvider>
  );
}

function Contacts({
  sessions,
  onOpenConversation,
  consent,
  hold,
  data,
  access,
}: Omit<ContactsAreaProperties, 'store'>): ReactNode {
  const { t } = useTranslation();
  const accountNames = useMemo(
    () =>
      new Map(sessions.map((each) => [each.sessionId, each.pushname ?? each.phoneNumber ?? ''])),
    [sessions],
  );
  const showsDuplicates = useContacts((state) => state.showsDuplicates);
  const openDuplicates = useContacts((state) => state.openDuplicates);
  const closeDuplicates = useContacts((state) => state.closeDuplicates);
  const loadBusinesses = useContacts((state) => state.loadBusinesses);
  const setSort = useContacts((state) => state.setSort);
  useEffect(() => {
    setSort(rememberedSort(localStorage));
    void loadBusinesses();
  }, [setSort, loadBusinesses]);
  return (
    <Page
      title={showsDuplicates ? t('duplicates.title') : t('contacts.title')}
      controls={
        showsDuplicates ? (
          <Button
            variant="default"
            leftSection={<IconArrowLeft size="1.05rem" stroke={1.8} aria-hidden="true" />}
            onClick={closeDuplicates}
          >
            {t('duplicates.back')}
          </Button>
        ) : (
          <>
            <SearchField />
            <Button
              variant="default"
              leftSection={<IconUsers size="1.05rem" stroke={1.8} aria-hidden="true" />}
              onClick={() => void openDuplicates()}
            >
              {t('duplicates.open')}
            </Button>
            <FilesMenu />
          </>
        )
      }
    >
      {showsDuplicates ? (
        <DuplicatesView accountNames={accountNames} />
      ) : (
        <Content onOpenConversation={onOpenConversation} />
      )}
      <ContactDrawer
        accountNames={accountNames}
        onOpenConversation={onOpenConversation}
        consent={consent}
        hold={hold}
        data={data}
        access={access}
      />
      <ImportDialog sessions={sessions} />
    </Page>
  );
}

function SearchField(): ReactNode {
  const { t } = useTranslation();
  const search = useContacts((state) => state.search);
  const setSearch = useContacts((state) => state.setSearch);
  return (
    <TextInput
      type="search"
      role="searchbox"
      className={styles.search}
      aria-label={t('contacts.search')}
      placeholder={t('contacts.searchPlaceholder')}
      leftSection={<IconSearch size="1rem" stroke={1.8} />}
      rightSection={
        search === '' ? null : (
          <CloseButton
            size="sm"
            aria-label={t('contacts.clearSearch')}
            onClick={() => setSearch('')}
          />
        )
      }
      value={search}
      onChange={(event) => setSearch(event.currentTarget.value)}
    />
  );
}

function Content({
  onOpenConversation,
}: Pick<ContactsAreaProperties, 'onOpenConversation'>): ReactNode {
  const { t } = useTranslation();
  const contacts = useContacts((state) => state.contacts);
  const searched = useContacts((state) => state.searched);
  const load = useContacts((state) => state.load);
  const list = shownValue(contacts);
  if (list === undefined) {
    return contacts.status === 'failed' ? (
      <ErrorState
        title={t('contacts.loadFailedTitle')}
        failure={contacts.failure}
        onRetry={() => void load()}
      />
    ) : (
      <SkeletonRows count={12} />
    );
  }
  return (
    <>
      {contacts.status === 'failed' ? (
        <RefreshFailed failure={contacts.failure} onRetry={() => void load()} />
      ) : null}
      {list.items.length > 0 ? (
        <ContactsTable list={list} onOpenConversation={onOpenConversation} />
      ) : searched === '' ? (
        <EmptyState
          icon={<IconAddressBook size="1.6rem" stroke={1.6} />}
          title={t('contacts.emptyTitle')}
        >
          {t('contacts.emptyText')}
        </EmptyState>
      ) : (
        <EmptyState
          icon={<IconSearchOff size="1.6rem" stroke={1.6} />}
          title={t('contacts.noMatchTitle', { search: searched })}
        >
          {t('contacts.noMatchText')}
        </EmptyState>
      )}
    </>
  );
}
