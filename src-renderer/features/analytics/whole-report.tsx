import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { sections } from './figures-slice.ts';
import { ShownSection } from './sections/shown-section.tsx';
import { WaitsTable } from './sections/waits-table.tsx';
import styles from './whole-report.module.css';

/** All sections below each other, for paper. `onDrawn` is called once their charts have their size. */
export function WholeReport({ onDrawn }: { readonly onDrawn: () => void }): ReactNode {
  const { t } = useTranslation();
  const drawn = useEffectEvent(onDrawn);
  useEffect(() => {
    // The first picture has the charts' boxes, the second the charts within them.
    let next = requestAnimationFrame(() => {
      next = requestAnimationFrame(() => {
        next = requestAnimationFrame(() => drawn());
      });
    });
    return () => cancelAnimationFrame(next);
  }, []);
  return (
    <div className={styles.report} inert>
      {sections.map((section) => (
        <section key={section} className={styles.section}>
          <h2 className={styles.heading}>{t(`analytics.sections.${section}`)}</h2>
          <ShownSection section={section} waits={<WaitsTable />} />
        </section>
      ))}
    </div>
  );
}
