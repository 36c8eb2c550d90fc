import { type ReactNode, useRef } from 'react';
import { useRowKeys } from './use-row-keys.ts';

interface RowListProperties {
  readonly className: string | undefined;
  /** A `li` for each row. */
  readonly children: ReactNode;
}

/** A list whose rows have controls: the arrows lead from row to row, to the control in the same place. */
export function RowList({ className, children }: RowListProperties): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = useRowKeys({ list });
  return (
    <ul ref={list} className={className} onKeyDown={onKeyDown}>
      {children}
    </ul>
  );
}
