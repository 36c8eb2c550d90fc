import { ActionIcon, Button, Group, Modal, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { type InboxView, MAXIMUM_VIEW_NAME } from '../../../../src-preload/contract/inbox-view.ts';
import { useInbox } from '../inbox-context.ts';
import styles from './filter-menu.module.css';

interface DialogProperties {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Keeps what the list shows now under a name. */
export function SaveViewDialog({ opened, onClose }: DialogProperties): ReactNode {
  const { t } = useTranslation();
  const saveView = useInbox((state) => state.saveView);
  const [name, setName] = useState('');
  const save = async (): Promise<void> => {
    if (!(await saveView(name.trim()))) return;
    setName('');
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('inboxList.saveViewTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="sm"
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void save();
        }}
      >
        <TextInput
          label={t('inboxList.viewName')}
          description={t('inboxList.saveViewText')}
          value={name}
          maxLength={MAXIMUM_VIEW_NAME}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            {t('inboxList.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** Gives one's views other names and another order, and removes them. */
export function EditViewsDialog({ opened, onClose }: DialogProperties): ReactNode {
  const { t } = useTranslation();
  const views = useInbox((state) => state.views);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('inboxList.yourViews')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
    >
      <div className={styles.rows}>
        {views.length === 0 ? t('inboxList.noViews') : null}
        {views.map((view, place) => (
          <ViewFields key={view.viewId} view={view} place={place} count={views.length} />
        ))}
      </div>
    </Modal>
  );
}

function ViewFields({
  view: { viewId, name },
  place,
  count,
}: {
  readonly view: InboxView;
  readonly place: number;
  readonly count: number;
}): ReactNode {
  const { t } = useTranslation();
  const renameView = useInbox((state) => state.renameView);
  const removeView = useInbox((state) => state.removeView);
  const moveView = useInbox((state) => state.moveView);
  const [typed, setTyped] = useState(name);
  const rename = async (): Promise<void> => {
    const next = typed.trim();
    if (next === name) return;
    if (next === '' || !(await renameView(viewId, next))) setTyped(name);
  };
  const button = (label: string, icon: ReactNode, disabled: boolean, act: () => void) => (
    <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={act}>
      {icon}
    </ActionIcon>
  );
  return (
    <Group gap="xs" wrap="nowrap">
      <TextInput
        style={{ flex: 1 }}
        aria-label={t('inboxList.nameOfView', { name })}
        value={typed}
        maxLength={MAXIMUM_VIEW_NAME}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => void rename()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void rename();
        }}
      />
      {button(
        t('inboxList.moveUp', { name }),
        <IconArrowUp size="1rem" stroke={1.8} />,
        place === 0,
        () => void moveView(viewId, place - 1),
      )}
      {button(
        t('inboxList.moveDown', { name }),
        <IconArrowDown size="1rem" stroke={1.8} />,
        place === count - 1,
        () => void moveView(viewId, place + 1),
      )}
      {button(
        t('inboxList.removeView', { name }),
        <IconTrash size="1rem" stroke={1.8} />,
        false,
        () => void removeView(viewId),
      )}
    </Group>
  );
}
