import { Button, Group, Modal, TagsInput } from '@mantine/core';
import { memo, type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import {
  MAXIMUM_TAG_LENGTH,
  MAXIMUM_TAGS,
  type Message,
  STAR,
} from '../../../../src-preload/contract/message.ts';
import { useInbox } from '../inbox-context.ts';

/** Asks for the team's tags of a message. The star has its own place in the menu, and stays. */
export const TagDialog = memo(function TagDialog(): ReactNode {
  const { t } = useTranslation();
  const message = useInbox((state) => state.tagging);
  const leave = useInbox((state) => state.leaveTagging);
  return (
    <Modal
      opened={message !== null}
      onClose={leave}
      title={t('tags.dialogTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="sm"
      centered
    >
      {message === null ? null : <TagForm key={message.messageId} message={message} />}
    </Modal>
  );
});

function TagForm({ message }: { readonly message: Message }): ReactNode {
  const { t } = useTranslation();
  const leave = useInbox((state) => state.leaveTagging);
  const setTags = useInbox((state) => state.setTags);
  const before = message.tags ?? [];
  const star = before.filter((tag) => tag === STAR);
  const [tags, setShown] = useState(() => before.filter((tag) => tag !== STAR));
  const [typed, setTyped] = useState('');
  const save = async (): Promise<void> => {
    const last = typed.trim();
    const all = [...star, ...tags, ...(last === '' ? [] : [last])].slice(0, MAXIMUM_TAGS);
    if (await setTags(message, all)) leave();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TagsInput
        label={t('tags.title')}
        description={t('tags.hint')}
        value={tags}
        onChange={setShown}
        searchValue={typed}
        onSearchChange={setTyped}
        maxTags={MAXIMUM_TAGS - star.length}
        maxLength={MAXIMUM_TAG_LENGTH}
        // There is nothing to choose from.
        dropdownOpened={false}
        data-autofocus
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={leave}>
          {t('common.cancel')}
        </Button>
        <Button type="submit">{t('tags.save')}</Button>
      </Group>
    </form>
  );
}
