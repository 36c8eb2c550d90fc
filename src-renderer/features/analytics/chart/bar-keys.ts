interface Place {
  readonly group: number;
  readonly series: number;
}

/**
 * Where an arrow key, Home or End leads from a bar; null for any other key. Along the groups with the arrows of the axis
 * that they stand on, from kind to kind with the other two.
 */
export function stepOf(
  key: string,
  from: Place,
  counts: { readonly groups: number; readonly series: number },
  isRows: boolean,
): Place | null {
  const to = (group: number, series = from.series): Place => ({
    group: Math.min(counts.groups - 1, Math.max(0, group)),
    series: Math.min(counts.series - 1, Math.max(0, series)),
  });
  const [next, previous, nextKind, previousKind] = isRows
    ? ['ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowLeft']
    : ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp'];
  switch (key) {
    case next:
      return to(from.group + 1);
    case previous:
      return to(from.group - 1);
    case nextKind:
      return to(from.group, from.series + 1);
    case previousKind:
      return to(from.group, from.series - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(counts.groups - 1);
    default:
      return null;
  }
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A bar as an SVG path, round where it ends; empty for one without a length. */
export function barPath({ x, y, width, height }: Box, isRows: boolean): string {
  if (width <= 0 || height <= 0) return '';
  const radius = Math.min(3, width / 2, height / 2);
  return isRows
    ? `M${x},${y}h${width - radius}q${radius},0 ${radius},${radius}v${height - 2 * radius}q0,${radius} ${-radius},${radius}h${radius - width}Z`
    : `M${x},${y + height}v${radius - height}q0,${-radius} ${radius},${-radius}h${width - 2 * radius}q${radius},0 ${radius},${radius}v${height - radius}Z`;
}
