import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { useInbox } from '../inbox-context.ts';
import type { PanelSection as Section } from './side-panel-state.ts';
import styles from './side-panel.module.css';
import { usePanelLook } from './use-panel-look.ts';

interface PanelSectionProperties {
  readonly section: Section;
  /** Beside its name: how many there are. */
  readonly count?: number | undefined;
  readonly children: ReactNode;
}

/** A part of the panel under its name, which folds it away. */
export function PanelSection({ section, count, children }: PanelSectionProperties): ReactNode {
  const { t } = useTranslation();
  const isFolded = usePanelLook().folded.has(section);
  const toggle = useInbox((state) => state.toggleSection);
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 className={styles.heading} id={id}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={!isFolded}
          onClick={() => toggle(section, localStorage)}
        >
          {t(`sidePanel.sections.${section}`)}
          {count === undefined || count === 0 ? null : (
            <span className={styles.count}>{count}</span>
          )}
          <IconChevronDown
            className={styles.chevron}
            size="0.9375rem"
            stroke={2}
            aria-hidden="true"
          />
        </button>
      </h3>
      {isFolded ? null : <div className={styles.body}>{children}</div>}
    </section>
  );
}
