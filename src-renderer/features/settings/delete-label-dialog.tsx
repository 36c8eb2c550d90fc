import { Button, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Label } from '../../../src-preload/contract/label.ts';
import { useSettings } from './settings-context.ts';

interface DeleteLabelDialogProperties {
  readonly label: Label;
  readonly onClose: () => void;
}

/** Says on how many conversations a label is before it is taken from them. */
export function DeleteLabelDialog({
  label: { labelId, name },
  onClose,
}: DeleteLabelDialogProperties): ReactNode {
  const { t } = useTranslation();
  const countLabel = useSettings((state) => state.countLabel);
  const remove = useSettings((state) => state.deleteLabel);
  /** Null when it cannot be said, undefined while it is not known. */
  const [count, setCount] = useState<number | null>();
  const [isDeleting, setIsDeleting] = useState(false);
  useEffect(() => {
    let isShown = true;
    void countLabel(labelId).then((found) => {
      if (isShown) setCount(found);
    });
    return () => {
      isShown = false;
    };
  }, [countLabel, labelId]);

  const words = (): string => {
    if (count === undefined) return t('teamLabels.counting');
    return count === null ? t('teamLabels.notCounted') : t('teamLabels.deleteText', { count });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('teamLabels.deleteTitle', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text size="sm" role="status">
        {words()}
      </Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button
          color="red"
          disabled={count === undefined}
          loading={isDeleting}
          onClick={() => {
            setIsDeleting(true);
            void remove(labelId).then(onClose);
          }}
        >
          {t('teamLabels.deleteConfirm')}
        </Button>
      </Group>
    </Modal>
  );
}
