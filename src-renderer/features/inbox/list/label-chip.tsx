import type { ReactNode } from 'react';
import { stableHue } from '../../../ui/stable-hue.ts';
import styles from './label-chip.module.css';

/** One label of the team's, in a colour that is always the same for the same label. */
export function LabelChip({ label }: { readonly label: string }): ReactNode {
  const hue = stableHue(label.toLowerCase());
  return (
    <span
      className={styles.chip}
      dir="auto"
      style={{
        background: `var(--desk-avatar-${hue})`,
        color: `var(--desk-avatar-${hue}-text)`,
      }}
    >
      {label}
    </span>
  );
}
