import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { Setting } from './setting.tsx';

interface SelectSettingProperties {
  readonly name: string;
  readonly help: string;
  readonly value: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly disabled?: boolean;
  readonly onChoose: (value: string) => void;
}

/** A setting of which one value is chosen from a list. */
export function SelectSetting({
  name,
  help,
  value,
  data,
  disabled = false,
  onChoose,
}: SelectSettingProperties): ReactNode {
  return (
    <Setting name={name} help={help}>
      {(described) => (
        <NativeSelect
          // As a property, Mantine would put its own in the place of the explanation.
          attributes={{ input: described }}
          value={value}
          data={[...data]}
          disabled={disabled}
          onChange={(event) => onChoose(event.currentTarget.value)}
        />
      )}
    </Setting>
  );
}
