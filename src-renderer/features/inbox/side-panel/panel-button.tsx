import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { isMac } from '../../../ui/is-mac.ts';
import { shortcutText } from '../../../ui/shortcuts.ts';
import { useInbox } from '../inbox-context.ts';
import { usePanelLook } from './use-panel-look.ts';

/** In the head of a thread: shows or hides what is known beside it. */
export const PanelButton = memo(function PanelButton(): ReactNode {
  const { t } = useTranslation();
  const { isOpen } = usePanelLook();
  const togglePanel = useInbox((state) => state.togglePanel);
  const label = t(isOpen ? 'sidePanel.hide' : 'sidePanel.show');
  return (
    <Tooltip label={`${label} (${shortcutText('panel', isMac())})`}>
      <ActionIcon
        variant={isOpen ? 'light' : 'subtle'}
        {...(isOpen ? {} : { color: 'gray' })}
        size="lg"
        aria-label={label}
        aria-expanded={isOpen}
        data-panel-button=""
        onClick={() => togglePanel(localStorage)}
      >
        <IconLayoutSidebarRight size="1.1rem" stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  );
});
