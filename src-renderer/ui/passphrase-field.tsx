import { Button, PasswordInput } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from '../i18n/use-translation.tsx';
import styles from './passphrase-field.module.css';
import { suggestPassphrase } from './suggest-passphrase.ts';

interface PassphraseFieldProperties {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly error?: ReactNode;
  readonly autoFocus?: boolean;
  readonly onChange: (value: string) => void;
  /** For a new one: it can be suggested and copied. */
  readonly isNew?: boolean;
}

/** A passphrase, hidden until a person wants to see it. */
export function PassphraseField({
  label,
  description,
  value,
  error,
  autoFocus = false,
  onChange,
  isNew = false,
}: PassphraseFieldProperties): ReactNode {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const change = (next: string): void => {
    setCopied(false);
    onChange(next);
  };
  const suggest = (): void => {
    setShown(true);
    change(suggestPassphrase((numbers) => crypto.getRandomValues(numbers)));
  };
  const copy = (): void => {
    // Nothing is copied out of a hidden field.
    flushSync(() => setShown(true));
    field.current?.select();
    // The newer way is a permission, and the pages of this app have none.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    setCopied(document.execCommand('copy'));
  };

  return (
    <div className={styles.field}>
      <PasswordInput
        ref={field}
        label={label}
        description={description}
        size="md"
        classNames={{ innerInput: styles.input }}
        value={value}
        error={error}
        visible={isShown}
        onVisibilityChange={setShown}
        visibilityToggleButtonProps={{ 'aria-label': t('workspace.show') }}
        autoFocus={autoFocus}
        // In a dialog, which else puts the focus on its first button.
        data-autofocus={autoFocus || undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {isNew ? (
        <div className={styles.actions}>
          <Button variant="light" size="compact-sm" onClick={suggest}>
            {t('workspace.suggest')}
          </Button>
          <Button variant="subtle" size="compact-sm" disabled={value === ''} onClick={copy}>
            {t(isCopied ? 'workspace.copied' : 'workspace.copy')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
