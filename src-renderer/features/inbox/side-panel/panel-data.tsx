import type { ReactNode } from 'react';
import { type RemoteData, shownValue } from '../../../bridge/remote-data.ts';
import { ErrorLine } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';

interface PanelDataProperties<T> {
  readonly data: RemoteData<T>;
  /** How many lines stand for what is on its way. */
  readonly lines: number;
  readonly onRetry: () => void;
  readonly children: (value: T) => ReactNode;
}

/** What a section shows, or that it is on its way, or could not be had. */
export function PanelData<T>({
  data,
  lines,
  onRetry,
  children,
}: PanelDataProperties<T>): ReactNode {
  const value = shownValue(data);
  return (
    <>
      {data.status === 'failed' ? <ErrorLine failure={data.failure} onRetry={onRetry} /> : null}
      {value !== undefined ? (
        children(value)
      ) : data.status === 'failed' ? null : (
        <SkeletonRows count={lines} withAvatar={false} />
      )}
    </>
  );
}
