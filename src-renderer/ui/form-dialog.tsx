import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode, SubmitEvent } from 'react';
import type { BridgeFailure } from '../bridge/bridge-failure.ts';
import { useTranslation } from '../i18n/use-translation.tsx';
import { FailureText } from './failure-text.tsx';
import styles from './form-dialog.module.css';

interface FormDialogProperties {
  readonly title: string;
  readonly text: string;
  /** What the button says that sends it. */
  readonly confirm: string;
  /** Whether all that is needed was filled in. */
  readonly isFilled: boolean;
  /** Whether what was sent is on its way. */
  readonly isBusy: boolean;
  /** Whether it cannot be taken back. */
  readonly isDangerous?: boolean;
  /** Why what was sent last was not done. */
  readonly failure: BridgeFailure | null;
  readonly children?: ReactNode;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** A dialog that asks for a few things and says what went wrong with them. */
export function FormDialog({
  title,
  text,
  confirm,
  isFilled,
  isBusy,
  isDangerous = false,
  failure,
  children,
  onConfirm,
  onClose,
}: FormDialogProperties): ReactNode {
  const { t } = useTranslation();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form className={styles.form} noValidate onSubmit={submit}>
        <Text size="sm">{text}</Text>
        {children}
        {failure === null ? null : (
          <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden="true" />}>
            <FailureText failure={failure} />
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            loading={isBusy}
            disabled={!isFilled}
            {...(isDangerous && { color: 'red' })}
          >
            {confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
