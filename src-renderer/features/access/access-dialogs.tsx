import { Button, Group, Modal, NativeSelect, Text, TextInput } from '@mantine/core';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { Role, roles, SHORTEST_PASSWORD } from '../../../src-preload/contract/access.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import { useAccess } from './access-context.ts';
import type { AccessDialog } from './access-store.ts';
import styles from './access.module.css';
import { PasswordField } from './password-field.tsx';

type DialogOf<Kind extends AccessDialog['kind']> = Extract<AccessDialog, { kind: Kind }>;

/** The dialog that is open, when it is one of these. */
export function AccessDialogs({ kinds }: { readonly kinds: readonly AccessDialog['kind'][] }) {
  const dialog = useAccess((state) => state.dialog);
  if (dialog === null || !kinds.includes(dialog.kind)) return null;
  switch (dialog.kind) {
    case 'password':
      return <PasswordDialog />;
    case 'invite':
      return <InviteDialog />;
    case 'code':
      return <CodeDialog dialog={dialog} />;
    case 'reset':
    case 'remove':
      return <MemberDialog kind={dialog.kind} member={dialog.member} />;
    case 'shutOut':
      return <ShutOutDialog dialog={dialog} />;
    case 'wasShutOut':
      return <WasShutOutDialog dialog={dialog} />;
  }
}

function Frame(
  properties: Omit<ComponentProps<typeof FormDialog>, 'isBusy' | 'failure' | 'onClose'>,
): ReactNode {
  const open = useAccess((state) => state.open);
  const isBusy = useAccess((state) => state.isBusy);
  const failure = useAccess((state) => state.failure);
  return (
    <FormDialog {...properties} isBusy={isBusy} failure={failure} onClose={() => open(null)} />
  );
}

function PasswordDialog(): ReactNode {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const access = useAccess((state) => state.access);
  const isTooShort = useAccess((state) => state.isTooShort);
  const setPassword = useAccess((state) => state.setPassword);
  const has = access?.hasPassword === true;
  return (
    <Frame
      title={t(has ? 'access.changePassword' : 'access.choosePassword')}
      text={t(
        has
          ? 'access.changeText'
          : access?.role === 'owner'
            ? 'access.chooseTextOwner'
            : 'access.chooseText',
      )}
      confirm={t('access.keepPassword')}
      isFilled={next !== '' && (!has || current !== '')}
      onConfirm={() => void setPassword(has ? current : undefined, next)}
    >
      {has ? (
        <PasswordField
          label={t('access.currentPassword')}
          value={current}
          autoFocus
          onChange={setCurrent}
        />
      ) : null}
      <PasswordField
        label={t('access.newPassword')}
        description={t('access.passwordHelp', { length: SHORTEST_PASSWORD })}
        value={next}
        error={isTooShort ? t('access.tooShort', { length: SHORTEST_PASSWORD }) : null}
        autoFocus={!has}
        isNew
        onChange={setNext}
      />
    </Frame>
  );
}

function InviteDialog(): ReactNode {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const invite = useAccess((state) => state.invite);
  return (
    <Frame
      title={t('access.inviteTitle')}
      text={t('access.inviteText')}
      confirm={t('access.inviteConfirm')}
      isFilled={/\S@\S/.test(email)}
      onConfirm={() => void invite(email.trim(), role)}
    >
      <TextInput
        label={t('access.email')}
        type="email"
        data-autofocus
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('access.role')}
        description={t(`access.roleHelp.${role}`)}
        value={role}
        data={roles.map((each) => ({ value: each, label: t(`access.roles.${each}`) }))}
        onChange={(event) => setRole(Role.parse(event.currentTarget.value))}
      />
    </Frame>
  );
}

function CodeDialog({ dialog: { email, issued } }: { readonly dialog: DialogOf<'code'> }) {
  const { t, i18n } = useTranslation();
  const open = useAccess((state) => state.open);
  const format = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <Modal
      opened
      onClose={() => open(null)}
      title={t('access.codeTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={styles.form}>
        <Text size="sm">{t('access.codeText', { name: email })}</Text>
        <output className={styles.code} aria-label={t('access.code')} data-testid="issued-code">
          {issued.code}
        </output>
        <Text size="sm" c="dimmed">
          {t('access.holdsUntil', { time: format.format(issued.expiresAt) })}
        </Text>
        <Group justify="flex-end">
          <Button data-autofocus onClick={() => open(null)}>
            {t('access.done')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}

function MemberDialog({
  kind,
  member,
}: {
  readonly kind: 'reset' | 'remove';
  readonly member: DialogOf<'reset' | 'remove'>['member'];
}): ReactNode {
  const { t } = useTranslation();
  const act = useAccess((state) => (kind === 'reset' ? state.resetPassword : state.remove));
  const { name } = member;
  return (
    <Frame
      title={t(`access.${kind}Title`, { name })}
      text={t(`access.${kind}Text`, { name })}
      confirm={t(`access.${kind}Confirm`)}
      isFilled
      isDangerous
      onConfirm={() => void act(member)}
    />
  );
}

function ShutOutDialog({ dialog: { desktop } }: { readonly dialog: DialogOf<'shutOut'> }) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const shutOut = useAccess((state) => state.shutOut);
  return (
    <Frame
      title={t('access.shutOutTitle', { name: desktop.name })}
      text={t('access.shutOutText', { name: desktop.userName })}
      confirm={t('access.shutOutConfirm')}
      isFilled={passphrase !== ''}
      isDangerous
      onConfirm={() => void shutOut(desktop, passphrase)}
    >
      <PassphraseField
        label={t('workspace.passphrase')}
        value={passphrase}
        autoFocus
        onChange={setPassphrase}
      />
    </Frame>
  );
}

function WasShutOutDialog({
  dialog: { desktop, login },
}: {
  readonly dialog: DialogOf<'wasShutOut'>;
}): ReactNode {
  const { t } = useTranslation();
  const open = useAccess((state) => state.open);
  return (
    <Modal
      opened
      onClose={() => open(null)}
      title={t('access.wasShutOutTitle', { name: desktop.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={styles.form}>
        <Text size="sm">{t('access.wasShutOutText')}</Text>
        <Text size="sm">{t(`access.login.${login}`, { login: desktop.login })}</Text>
        <Group justify="flex-end">
          <Button data-autofocus onClick={() => open(null)}>
            {t('access.done')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
