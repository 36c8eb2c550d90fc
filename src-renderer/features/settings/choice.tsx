import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { Setting } from './setting.tsx';

interface ChoiceProperties<Value extends string> {
  readonly name: string;
  readonly help: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly wordOf: (value: Value) => string;
  readonly onChoose: (value: Value) => void;
}

/** A setting of which one of a few values is chosen. */
export function Choice<Value extends string>({
  name,
  help,
  value,
  options,
  wordOf,
  onChoose,
}: ChoiceProperties<Value>): ReactNode {
  return (
    <Setting name={name} help={help}>
      {(described) => (
        <SegmentedControl
          {...described}
          value={value}
          data={options.map((each) => ({ value: each, label: wordOf(each) }))}
          onChange={(chosen) => {
            const option = options.find((each) => each === chosen);
            if (option !== undefined) onChoose(option);
          }}
        />
      )}
    </Setting>
  );
}
