import type { ReactNode } from 'react';
import type { LabelColour } from '../../src-preload/contract/label.ts';
import { labelStyle } from './label-colour.ts';
import styles from './label-pill.module.css';

interface LabelPillProperties {
  readonly label: string;
  readonly colour: LabelColour;
}

/** A label in its colour. */
export function LabelPill({ label, colour }: LabelPillProperties): ReactNode {
  return (
    <span className={styles.pill} dir="auto" style={labelStyle(colour)}>
      {label}
    </span>
  );
}
