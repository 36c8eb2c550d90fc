import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useFirstRun } from './first-run-context.ts';

/** An invitation and a password, for workspaces that ask for them: shown to who has them, or when they were asked for. */
export function EntryFields(): ReactNode {
  const { t } = useTranslation();
  const { password, invitation } = useFirstRun((state) => state.entry);
  const storeKind = useFirstRun((state) => state.fields.storeKind);
  const asked = useFirstRun((state) => state.failure?.code);
  const change = useFirstRun((state) => state.changeEntry);
  const isAsked =
    asked === 'password_needed' || asked === 'invitation_needed' || asked === 'invitation_invalid';
  const [wasOpened, setOpened] = useState(password !== '' || invitation !== '');
  if (isAsked && !wasOpened) setOpened(true);
  if (storeKind === 'local') return null;
  if (!wasOpened) {
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => setOpened(true)}>
        {t('access.haveEntry')}
      </Button>
    );
  }
  return (
    <>
      <TextInput
        label={t('access.invitationCode')}
        description={t('access.invitationHelp')}
        size="md"
        autoComplete="off"
        spellCheck={false}
        value={invitation}
        onChange={(event) => change({ invitation: event.currentTarget.value })}
      />
      <PasswordInput
        label={t(invitation === '' ? 'access.password' : 'access.newPassword')}
        description={t('access.entryHelp')}
        size="md"
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
        value={password}
        onChange={(event) => change({ password: event.currentTarget.value })}
      />
    </>
  );
}
