import { PasswordInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';

interface PasswordFieldProperties {
  readonly label: string;
  readonly description?: string | undefined;
  readonly value: string;
  readonly error?: string | null;
  readonly autoFocus?: boolean;
  readonly isNew?: boolean;
  readonly onChange: (value: string) => void;
}

/** Somebody's own password, hidden until they want to see it. */
export function PasswordField({
  label,
  description,
  value,
  error = null,
  autoFocus = false,
  isNew = false,
  onChange,
}: PasswordFieldProperties): ReactNode {
  const { t } = useTranslation();
  return (
    <PasswordInput
      label={label}
      description={description}
      size="md"
      value={value}
      error={error}
      autoFocus={autoFocus}
      // In a dialog, which else puts the focus on its first button.
      data-autofocus={autoFocus || undefined}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      spellCheck={false}
      visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
