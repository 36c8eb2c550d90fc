import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import { PassphraseDialog } from './passphrase-dialog.tsx';
import { useWorkspace } from './workspace-context.ts';

export function RotateKeyDialog(): ReactNode {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const rotate = useWorkspace((state) => state.rotate);
  return (
    <PassphraseDialog
      title={t('workspace.rotateTitle')}
      text={t('workspace.rotateText')}
      confirm={t('workspace.rotateConfirm')}
      isFilled={passphrase !== ''}
      onConfirm={() => void rotate(passphrase)}
    >
      <PassphraseField
        label={t('workspace.passphrase')}
        value={passphrase}
        autoFocus
        onChange={setPassphrase}
      />
    </PassphraseDialog>
  );
}
