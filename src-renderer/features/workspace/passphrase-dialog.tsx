import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode, SubmitEvent } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import styles from './passphrase-dialog.module.css';
import { useWorkspace } from './workspace-context.ts';

interface PassphraseDialogProperties {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  /** Whether all that is needed was typed. */
  readonly isFilled: boolean;
  readonly children: ReactNode;
  readonly onConfirm: () => void;
}

/** A dialog that takes a passphrase, and forgets it when it is closed. */
export function PassphraseDialog(properties: PassphraseDialogProperties): ReactNode {
  const { t } = useTranslation();
  const { title, text, confirm, isFilled, children, onConfirm } = properties;
  const isBusy = useWorkspace((state) => state.isBusy);
  const failure = useWorkspace((state) => state.failure);
  const cancel = useWorkspace((state) => state.cancel);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <Modal
      opened
      onClose={cancel}
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
          <Button variant="default" onClick={cancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={!isFilled}>
            {confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
