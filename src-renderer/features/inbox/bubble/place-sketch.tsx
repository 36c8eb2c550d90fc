import type { ReactNode } from 'react';
import styles from './card.module.css';
import { degreesText, gridLines } from './graticule.ts';

const size = { width: 270, height: 96 };
/** How much of the earth it shows from south to north, in degrees. */
const latitudeSpan = 0.0125;

/**
 * Where a place lies between the lines of the map's grid, drawn here: a map from elsewhere would tell somebody where
 * the customer is. What it says is written beside it, too.
 */
export function PlaceSketch({
  latitude,
  longitude,
}: {
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
}): ReactNode {
  // A degree of longitude is the shorter, the nearer to a pole; there it would have no end.
  const narrowing = Math.max(0.05, Math.cos((latitude * Math.PI) / 180));
  const longitudeSpan = (latitudeSpan * (size.width / size.height)) / narrowing;
  const across = gridLines(latitude, latitudeSpan);
  const down = gridLines(longitude, longitudeSpan);
  return (
    <svg
      className={styles.sketch}
      viewBox={`0 0 ${size.width} ${size.height}`}
      aria-hidden="true"
      data-testid="place-sketch"
    >
      {across.map(({ place, degrees }) => {
        const y = (1 - place) * size.height;
        return (
          <g key={degrees}>
            <line x1={0} x2={size.width} y1={y} y2={y} />
            <text x={4} y={y - 3}>
              {degreesText(degrees, ['N', 'S'])}
            </text>
          </g>
        );
      })}
      {down.length > 8
        ? null
        : down.map(({ place, degrees }) => {
            const x = place * size.width;
            return (
              <g key={degrees}>
                <line x1={x} x2={x} y1={0} y2={size.height} />
                <text x={x + 3} y={size.height - 4}>
                  {degreesText(degrees, ['E', 'W'])}
                </text>
              </g>
            );
          })}
      <circle cx={size.width / 2} cy={size.height / 2} r={13} className={styles.around} />
      <path
        className={styles.pin}
        transform={`translate(${size.width / 2} ${size.height / 2})`}
        d="M0 0C-5 -7 -8 -10 -8 -15A8 8 0 0 1 8 -15C8 -10 5 -7 0 0Z"
      />
      <circle cx={size.width / 2} cy={size.height / 2 - 15} r={2.8} className={styles.hole} />
    </svg>
  );
}
