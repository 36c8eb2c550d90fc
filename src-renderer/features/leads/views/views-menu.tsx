import { Button, Menu } from '@mantine/core';
import { IconBookmark, IconCheck, IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { LeadView } from '../../../../src-preload/contract/lead-view.ts';
import { useLeads } from '../leads-context.ts';
import { EditViewsDialog, SaveViewDialog } from './views-dialogs.tsx';
import { draftOf, isShown } from './views-slice.ts';

/** What people keep of the leads: to go to, to save, to change. */
export function ViewsMenu(): ReactNode {
  const { t } = useTranslation();
  const views = useLeads((state) => state.leadViews);
  const load = useLeads((state) => state.loadLeadViews);
  const take = useLeads((state) => state.takeView);
  const open = useLeads((state) => state.openViews);
  const change = useLeads((state) => state.changeLeadView);
  const shownId = useLeads((state) => state.leadViews.find((each) => isShown(each, state))?.viewId);
  // Whose filters were changed since it was taken: it can be saved as it is now.
  const changed = useLeads((state) =>
    state.leadViews.find((each) => each.viewId === state.takenView && !isShown(each, state)),
  );
  const choice = useLeads((state) => state.choice);
  const sort = useLeads((state) => state.sort);
  const view = useLeads((state) => state.view);
  useEffect(() => void load(), [load]);
  const shown = views.find(({ viewId }) => viewId === shownId);
  const icon = { size: '1.05rem', stroke: 1.8, 'aria-hidden': true } as const;
  const part = (name: string, some: readonly LeadView[]): ReactNode =>
    some.length === 0 ? null : (
      <>
        <Menu.Label>{name}</Menu.Label>
        {some.map((each) => (
          <Menu.Item
            key={each.viewId}
            aria-current={each.viewId === shownId ? 'true' : undefined}
            rightSection={each.viewId === shownId ? <IconCheck {...icon} /> : undefined}
            onClick={() => take(each)}
          >
            <span dir="auto">{each.name}</span>
          </Menu.Item>
        ))}
      </>
    );
  return (
    <>
      <Menu position="bottom-end" shadow="md" returnFocus>
        <Menu.Target>
          <Button
            variant="default"
            size="xs"
            aria-label={
              shown === undefined
                ? t('leadViews.views')
                : t('leadViews.choose', { name: shown.name })
            }
            leftSection={<IconBookmark {...icon} />}
            rightSection={<IconChevronDown {...icon} />}
          >
            <span dir="auto">{shown?.name ?? t('leadViews.views')}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {part(
            t('leadViews.mine'),
            views.filter(({ isShared }) => !isShared),
          )}
          {part(
            t('leadViews.shared'),
            views.filter(({ isShared }) => isShared),
          )}
          {views.length === 0 ? null : <Menu.Divider />}
          {changed === undefined ? null : (
            <Menu.Item onClick={() => void change(changed, draftOf({ choice, sort, view }))}>
              {t('leadViews.update', { name: changed.name })}
            </Menu.Item>
          )}
          <Menu.Item onClick={() => open('save')}>{t('leadViews.save')}</Menu.Item>
          {views.length === 0 ? null : (
            <Menu.Item onClick={() => open('edit')}>{t('leadViews.edit')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <SaveViewDialog />
      <EditViewsDialog />
    </>
  );
}
