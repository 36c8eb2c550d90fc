import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconColumns3, IconFileImport, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMay } from '../../access/may.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useLeads } from './leads-context.ts';

/** Leads in from a file and out to one, and what their stages are called; nothing for whoever may do none of it. */
export function LeadsMenu(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const beginImport = useLeads((state) => state.beginImport);
  const exportLeads = useLeads((state) => state.exportLeads);
  const editStages = useLeads((state) => state.editStages);
  const isChosen = useLeads(({ choice }) => Object.keys(choice).length > 0);
  const write = async (): Promise<void> => {
    const count = await exportLeads();
    if (count === null) return;
    notifications.show({
      message: t('pipeline.exported', { count }),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  };
  const icon = { size: '1.05rem', stroke: 1.8, 'aria-hidden': true } as const;
  if (!(['lead.setStages', 'lead.import', 'lead.export'] as const).some(may)) return null;
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" size="xs" rightSection={<IconChevronDown {...icon} />}>
          {t('pipeline.menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconColumns3 {...icon} />}
          disabled={!may('lead.setStages')}
          onClick={() => editStages(true)}
        >
          {t('pipeline.editStages')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconFileImport {...icon} />}
          disabled={!may('lead.import')}
          onClick={beginImport}
        >
          {t('pipeline.import')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTable {...icon} />}
          disabled={!may('lead.export')}
          onClick={() => void write()}
        >
          {t(isChosen ? 'pipeline.exportChosen' : 'pipeline.exportAll')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
