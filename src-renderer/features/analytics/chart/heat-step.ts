interface HeatPlace {
  readonly weekday: number;
  readonly hour: number;
}

const LAST_WEEKDAY = 6;
const LAST_HOUR = 23;

/** Where an arrow key, Home or End leads from an hour of the week; null for any other key. */
export function heatStep(key: string, { weekday, hour }: HeatPlace): HeatPlace | null {
  switch (key) {
    case 'ArrowRight':
      return { weekday, hour: Math.min(LAST_HOUR, hour + 1) };
    case 'ArrowLeft':
      return { weekday, hour: Math.max(0, hour - 1) };
    case 'ArrowDown':
      return { weekday: Math.min(LAST_WEEKDAY, weekday + 1), hour };
    case 'ArrowUp':
      return { weekday: Math.max(0, weekday - 1), hour };
    case 'Home':
      return { weekday, hour: 0 };
    case 'End':
      return { weekday, hour: LAST_HOUR };
    default:
      return null;
  }
}
