import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAddressBook, IconChevronDown, IconFileImport, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMay } from '../../../access/may.ts';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ContactFileFormat } from '../../../../src-preload/contract/contact.ts';
import { useContacts } from '../contacts-context.ts';

/** Contacts in from a file, and out to one; nothing for whoever may do neither. */
export function FilesMenu(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const searched = useContacts((state) => state.searched);
  const beginImport = useContacts((state) => state.beginImport);
  const exportTo = useContacts((state) => state.exportTo);
  const write = async (format: ContactFileFormat): Promise<void> => {
    const count = await exportTo(format);
    if (count === null) return;
    notifications.show({
      message: t('contactFiles.exported', { count }),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  };
  const icon = { size: '1.05rem', stroke: 1.8, 'aria-hidden': true } as const;
  const mayExport = may('contact.export');
  if (!mayExport && !may('contact.import')) return null;
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown {...icon} />}>
          {t('contactFiles.menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFileImport {...icon} />}
          disabled={!may('contact.import')}
          onClick={beginImport}
        >
          {t('contactFiles.import')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>
          {searched === ''
            ? t('contactFiles.exportsAll')
            : t('contactFiles.exportsFound', { search: searched })}
        </Menu.Label>
        <Menu.Item
          leftSection={<IconTable {...icon} />}
          disabled={!mayExport}
          onClick={() => void write('csv')}
        >
          {t('contactFiles.exportCsv')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconAddressBook {...icon} />}
          disabled={!mayExport}
          onClick={() => void write('vcard')}
        >
          {t('contactFiles.exportVcard')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
