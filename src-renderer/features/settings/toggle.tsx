import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { Setting } from './setting.tsx';

interface ToggleProperties {
  readonly name: string;
  readonly help?: string;
  /** Of an element that explains several settings. */
  readonly describedBy?: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A setting that is on or off, with its explanation. */
export function Toggle({
  checked,
  disabled = false,
  onChange,
  ...setting
}: ToggleProperties): ReactNode {
  return (
    <Setting {...setting}>
      {(described) => (
        <Switch
          {...described}
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )}
    </Setting>
  );
}
