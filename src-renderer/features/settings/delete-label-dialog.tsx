import { Button, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Label } from '../../../src-preload/contract/label.ts';
import { useLabelsOfTeam } from '../../labels/team-labels-context.ts';
import type { LabelCount } from '../../labels/team-labels-store.ts';

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
  const countLabel = useLabelsOfTeam((state) => state.countLabel);
  const remove = useLabelsOfTeam((state) => state.deleteLabel);
  /** Null when it cannot be said, undefined while it is not known. */
  const [count, setCount] = useState<LabelCount | null>();
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
    if (count === null) return t('teamLabels.notCounted');
    const { conversations, messages, views } = count;
    return [
      t('teamLabels.deleteText', { count: conversations }),
      messages > 0 && t('teamLabels.deleteMessages', { count: messages }),
      views > 0 && t('teamLabels.deleteViews', { count: views }),
    ]
      .filter(Boolean)
      .join(' ');
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
