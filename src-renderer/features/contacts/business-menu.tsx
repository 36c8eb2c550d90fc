import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Contact } from '../../../src-preload/contract/contact.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import styles from './business-menu.module.css';
import { useContacts } from './contacts-context.ts';

/** The business that a contact belongs to; a click, or Enter, gives it another. */
export function BusinessMenu({
  contact: { contactId, name, businessId },
}: {
  readonly contact: Contact;
}): ReactNode {
  const { t } = useTranslation();
  const businesses = useContacts((state) => state.businesses);
  const load = useContacts((state) => state.loadBusinesses);
  const setBusiness = useContacts((state) => state.setBusiness);
  const known = shownValue(businesses);
  const current = known?.find((each) => each.businessId === businessId)?.name;
  const shown = current ?? (businessId === null ? '–' : '…');
  return (
    // Opened, it asks again: a colleague may have added one.
    <Menu position="bottom-start" width={240} onOpen={() => void load()} returnFocus>
      <Menu.Target>
        <UnstyledButton
          className={styles.target}
          data-empty={current === undefined}
          aria-label={
            current === undefined
              ? t('contacts.chooseBusiness', { name })
              : t('contacts.businessOf', { name, business: current })
          }
        >
          <span className={styles.name} dir="auto">
            {shown}
          </span>
          <IconChevronDown size="0.875rem" stroke={1.8} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('contacts.businessTitle')}</Menu.Label>
        {known === undefined && businesses.status === 'failed' ? (
          <Menu.Label>{t('contacts.businessesFailed')}</Menu.Label>
        ) : null}
        {known?.length === 0 ? <Menu.Label>{t('contacts.noBusinesses')}</Menu.Label> : null}
        {known?.map((business) => (
          <Menu.Item
            key={business.businessId}
            rightSection={
              business.businessId === businessId ? <IconCheck size="1rem" stroke={2} /> : undefined
            }
            onClick={() => void setBusiness(contactId, business.businessId)}
          >
            <span dir="auto">{business.name}</span>
          </Menu.Item>
        ))}
        {businessId === null ? null : (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => void setBusiness(contactId, null)}>
              {t('contacts.noBusiness')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
