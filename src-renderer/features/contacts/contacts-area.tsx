import { CloseButton, TextInput } from '@mantine/core';
import { IconAddressBook, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ContactsProvider, useContacts } from './contacts-context.ts';
import type { ContactsStore } from './contacts-store.ts';
import { ContactsTable } from './contacts-table.tsx';

interface ContactsAreaProperties {
  readonly store: ContactsStore;
  readonly onOpenConversation: (conversationId: ConversationId) => void;
}

export function ContactsArea({ store, onOpenConversation }: ContactsAreaProperties): ReactNode {
  return (
    <ContactsProvider store={store}>
      <Contacts onOpenConversation={onOpenConversation} />
    </ContactsProvider>
  );
}

function Contacts({ onOpenConversation }: Omit<ContactsAreaProperties, 'store'>): ReactNode {
  const { t } = useTranslation();
  const load = useContacts((state) => state.load);
  const loadBusinesses = useContacts((state) => state.loadBusinesses);
  useEffect(() => {
    void load();
    void loadBusinesses();
  }, [load, loadBusinesses]);
  return (
    <Page title={t('contacts.title')} controls={<SearchField />}>
      <Content onOpenConversation={onOpenConversation} />
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
      w="17rem"
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

function Content({ onOpenConversation }: Omit<ContactsAreaProperties, 'store'>): ReactNode {
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
