import { Alert, Button, Group, PasswordInput, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import type { ChosenArchive } from '../../../src-preload/contract/data-export.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { useDataExport } from './data-export-context.ts';
import styles from './data-export.module.css';

/** What will be taken in, and the file's password where it takes one. */
export function ImportForm({ archive }: { readonly archive: ChosenArchive }): ReactNode {
  const { t } = useTranslation();
  const takeIn = useDataExport((state) => state.takeIn);
  const leave = useDataExport((state) => state.leave);
  const failure = useDataExport((state) => state.failure);
  const [password, setPassword] = useState('');
  const { fileName, isEncrypted } = archive;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void takeIn(isEncrypted ? password : undefined);
  };
  return (
    <form className={styles.steps} noValidate onSubmit={submit}>
      <Text size="sm">{t('dataExport.importText', { fileName })}</Text>
      {isEncrypted ? (
        <PasswordInput
          label={t('dataExport.filePassword')}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      ) : null}
      {failure === null ? null : (
        <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden="true" />}>
          <FailureText failure={failure} />
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={leave}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" disabled={isEncrypted && password === ''}>
          {t('dataExport.takeIn')}
        </Button>
      </Group>
    </form>
  );
}
