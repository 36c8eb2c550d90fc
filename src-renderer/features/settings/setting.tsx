import { type ReactNode, useId } from 'react';
import styles from './settings-area.module.css';

interface SettingProperties {
  readonly name: string;
  readonly help?: string;
  /** Of an element that explains several settings. */
  readonly describedBy?: string;
  /** The control, which bears the name and is described by these; none where there is nothing to set. */
  readonly children?: (names: {
    readonly 'aria-label': string;
    readonly 'aria-describedby': string | undefined;
  }) => ReactNode;
}

/** A line of the settings: what is set, its explanation, and the control at the right. */
export function Setting({ name, help, describedBy, children }: SettingProperties): ReactNode {
  const helpId = useId();
  const explanations = [describedBy, help === undefined ? undefined : helpId].filter(Boolean);
  return (
    <div className={styles.setting}>
      <div className={styles.words}>
        <div className={styles.name}>{name}</div>
        {help === undefined ? null : (
          <div className={styles.help} id={helpId}>
            {help}
          </div>
        )}
      </div>
      {children?.({ 'aria-label': name, 'aria-describedby': explanations.join(' ') || undefined })}
    </div>
  );
}
