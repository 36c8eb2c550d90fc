import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import { PassphraseDialog } from './passphrase-dialog.tsx';
import { useWorkspace } from './workspace-context.ts';

const nothing = { current: '', next: '' };

export function ChangePassphraseDialog(): ReactNode {
  const { t } = useTranslation();
  const [{ current, next }, setFields] = useState(nothing);
  const isTooShort = useWorkspace((state) => state.isTooShort);
  const changePassphrase = useWorkspace((state) => state.changePassphrase);
  return (
    <PassphraseDialog
      title={t('workspace.changeTitle')}
      text={t('workspace.changeText')}
      confirm={t('workspace.changeConfirm')}
      isFilled={current !== '' && next !== ''}
      onConfirm={() => void changePassphrase(current, next)}
    >
      <PassphraseField
        label={t('workspace.current')}
        value={current}
        autoFocus
        onChange={(value) => setFields({ current: value, next })}
      />
      <PassphraseField
        label={t('workspace.next')}
        description={t('workspace.passphraseHelp')}
        value={next}
        error={isTooShort ? t('workspace.tooShort') : null}
        isNew
        onChange={(value) => setFields({ current, next: value })}
      />
    </PassphraseDialog>
  );
}
