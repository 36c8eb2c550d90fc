import { ActionIcon } from '@mantine/core';
import { IconArrowUp, IconMicrophone, IconPaperclip } from '@tabler/icons-react';
import { memo, type ReactNode, useRef } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';

// Beside a field that is drawn again with every key: each of these only when it changes.

/** Asks for files to send along. */
export const AttachButton = memo(function AttachButton({
  disabled,
  onChoose,
}: {
  readonly disabled: boolean;
  readonly onChoose: (files: readonly File[]) => void;
}): ReactNode {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('composer.attach')}
        onChange={(event) => {
          onChoose([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="2.125rem"
        radius="md"
        aria-label={t('composer.attach')}
        disabled={disabled}
        onClick={() => picker.current?.click()}
      >
        <IconPaperclip size="1.2rem" stroke={1.8} />
      </ActionIcon>
    </>
  );
});

/** Where nothing is written yet: records a voice note. */
export const RecordButton = memo(function RecordButton({
  onRecord,
}: {
  readonly onRecord: () => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="light"
      size="2.125rem"
      radius="md"
      aria-label={t('composer.voice.record')}
      onClick={onRecord}
    >
      <IconMicrophone size="1.2rem" stroke={1.8} />
    </ActionIcon>
  );
});

/** Submits the form that it stands in. */
export const SendButton = memo(function SendButton({
  disabled,
  loading,
}: {
  readonly disabled: boolean;
  readonly loading: boolean;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <ActionIcon
      type="submit"
      size="2.125rem"
      radius="md"
      aria-label={t('composer.send')}
      disabled={disabled}
      loading={loading}
    >
      <IconArrowUp size="1.2rem" stroke={2.2} />
    </ActionIcon>
  );
});
