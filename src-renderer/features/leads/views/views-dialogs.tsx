import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import {
  type LeadView,
  MAXIMUM_LEAD_VIEW_NAME,
} from '../../../../src-preload/contract/lead-view.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useLeads } from '../leads-context.ts';

/** Keeps what is shown of the leads under a name. */
export function SaveViewDialog(): ReactNode {
  const { t } = useTranslation();
  const isOpen = useLeads((state) => state.viewsDialog === 'save');
  const open = useLeads((state) => state.openViews);
  return (
    <Modal
      opened={isOpen}
      onClose={() => open(null)}
      title={t('leadViews.saveTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="sm"
      centered
    >
      {isOpen ? <SaveForm /> : null}
    </Modal>
  );
}

function SaveForm(): ReactNode {
  const { t } = useTranslation();
  const open = useLeads((state) => state.openViews);
  const save = useLeads((state) => state.saveLeadView);
  const [name, setName] = useState('');
  const [isShared, setIsShared] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const submit = async (): Promise<void> => {
    if (name.trim() === '' || isSaving) return;
    setIsSaving(true);
    const isSaved = await save(name.trim(), isShared);
    setIsSaving(false);
    if (isSaved) open(null);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextInput
        data-autofocus
        label={t('leadViews.name')}
        description={t('leadViews.saveText')}
        dir="auto"
        maxLength={MAXIMUM_LEAD_VIEW_NAME}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        mt="md"
        label={t('leadViews.forTeam')}
        checked={isShared}
        onChange={(event) => setIsShared(event.currentTarget.checked)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => open(null)}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" disabled={name.trim() === ''} loading={isSaving}>
          {t('leadViews.keep')}
        </Button>
      </Group>
    </form>
  );
}

/** Gives views other names, gives them to the team or takes them back, and removes them. */
export function EditViewsDialog(): ReactNode {
  const { t } = useTranslation();
  const isOpen = useLeads((state) => state.viewsDialog === 'edit');
  const open = useLeads((state) => state.openViews);
  const views = useLeads((state) => state.leadViews);
  return (
    <Modal
      opened={isOpen}
      onClose={() => open(null)}
      title={t('leadViews.editTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
    >
      {views.length === 0 ? t('leadViews.none') : null}
      {views.map((view) => (
        <ViewFields key={view.viewId} view={view} />
      ))}
    </Modal>
  );
}

function ViewFields({ view }: { readonly view: LeadView }): ReactNode {
  const { t } = useTranslation();
  const change = useLeads((state) => state.changeLeadView);
  const remove = useLeads((state) => state.removeLeadView);
  const { name, isShared, viewId } = view;
  const [typed, setTyped] = useState(name);
  const rename = async (): Promise<void> => {
    const next = typed.trim();
    if (next === name) return;
    if (next === '' || !(await change(view, { name: next }))) setTyped(name);
  };
  return (
    <Group gap="xs" wrap="nowrap" mb="xs">
      <TextInput
        style={{ flex: 1 }}
        aria-label={t('leadViews.nameOf', { name })}
        dir="auto"
        value={typed}
        maxLength={MAXIMUM_LEAD_VIEW_NAME}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => void rename()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void rename();
        }}
      />
      <Checkbox
        size="xs"
        label={t('leadViews.forTeam')}
        aria-label={t('leadViews.share', { name })}
        checked={isShared}
        onChange={(event) => void change(view, { isShared: event.currentTarget.checked })}
      />
      <IconButton name={t('leadViews.remove', { name })} onClick={() => void remove(viewId)}>
        <IconTrash size="1.05rem" stroke={1.8} />
      </IconButton>
    </Group>
  );
}
