import { Alert, Button, Checkbox, Group, NativeSelect, PasswordInput, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { MINIMUM_EXPORT_PASSWORD } from '../../../src-preload/contract/data-export.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { useDataExport } from './data-export-context.ts';
import type { DataJob } from './data-export-store.ts';
import styles from './data-export.module.css';

/** What goes into the file, and its password, which is typed twice: nobody can tell it later. */
export function ExportForm({
  job,
}: {
  readonly job: Extract<DataJob, { kind: 'person' | 'business' }>;
}): ReactNode {
  const { t } = useTranslation();
  const takeOut = useDataExport((state) => state.takeOut);
  const leave = useDataExport((state) => state.leave);
  const failure = useDataExport((state) => state.failure);
  const [media, setMedia] = useState(true);
  const [hasPassword, setHasPassword] = useState(true);
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const isLong = password.length >= MINIMUM_EXPORT_PASSWORD;
  const isReady = !hasPassword || (isLong && password === again);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isReady) void takeOut({ media, ...(hasPassword ? { password } : {}) });
  };
  return (
    <form className={styles.steps} noValidate onSubmit={submit}>
      <Text size="sm">
        {job.kind === 'person'
          ? t('dataExport.personText', { name: job.name })
          : t('dataExport.businessText')}
      </Text>
      {job.kind === 'business' ? <BusinessChoice job={job} /> : null}
      <Checkbox
        label={t('dataExport.media')}
        description={t('dataExport.mediaHelp')}
        checked={media}
        onChange={(event) => setMedia(event.currentTarget.checked)}
      />
      <Checkbox
        label={t('dataExport.withPassword')}
        description={t('dataExport.withPasswordHelp')}
        checked={hasPassword}
        onChange={(event) => setHasPassword(event.currentTarget.checked)}
      />
      {hasPassword ? (
        <>
          <PasswordInput
            label={t('dataExport.password')}
            description={t('dataExport.passwordHelp', { length: MINIMUM_EXPORT_PASSWORD })}
            data-autofocus
            autoComplete="new-password"
            spellCheck={false}
            visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('dataExport.again')}
            autoComplete="new-password"
            spellCheck={false}
            visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
            error={again !== '' && again !== password ? t('dataExport.differs') : undefined}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
          />
        </>
      ) : (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden="true" />}>
          {t('dataExport.open')}
        </Alert>
      )}
      {failure === null ? null : (
        <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden="true" />}>
          <FailureText failure={failure} />
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={leave}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" disabled={!isReady}>
          {t('dataExport.take')}
        </Button>
      </Group>
    </form>
  );
}

function BusinessChoice({
  job,
}: {
  readonly job: Extract<DataJob, { kind: 'business' }>;
}): ReactNode {
  const { t } = useTranslation();
  const businesses = useDataExport((state) => shownValue(state.businesses)) ?? [];
  const begin = useDataExport((state) => state.begin);
  return (
    <NativeSelect
      label={t('dataExport.business')}
      value={job.businessId ?? ''}
      data={[
        ...businesses.map(({ businessId, name }) => ({ value: businessId, label: name })),
        { value: '', label: t('dataExport.noBusiness') },
      ]}
      onChange={(event) => {
        const chosen = businesses.find((each) => each.businessId === event.currentTarget.value);
        begin({ kind: 'business', businessId: chosen?.businessId ?? null });
      }}
    />
  );
}
