import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import type { ShortcutOf } from '../../../src-preload/contract/shortcuts.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shortcutFor } from '../../ui/shortcuts.ts';
import styles from './settings-page.module.css';
import { settingsGroups, type SettingsGroup, type SettingsSection } from './settings-sections.tsx';

interface SettingsNavigationProperties {
  readonly sections: readonly SettingsSection[];
  /** The id of the section that is being read. */
  readonly current: string | null;
  readonly onGoTo: (id: string) => void;
}

/** The sections under the headings of their groups; the arrows lead from one to the next. */
export function SettingsNavigation(properties: SettingsNavigationProperties): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const place = links.findIndex((link) => link === event.target);
    const steps: Partial<Record<ShortcutOf<'list'>, number>> = {
      next: place + 1,
      previous: place - 1,
      first: 0,
      last: links.length - 1,
    };
    const to = steps[shortcutFor(['list'], event) ?? 'open'];
    if (place < 0 || to === undefined) return;
    event.preventDefault();
    links[to]?.focus();
  };
  return (
    // The links carry the roles; the keys are heard from all of them.
    <div ref={list} className={styles.groups} role="presentation" onKeyDown={onKeyDown}>
      {settingsGroups.map((group) => (
        <Group key={group} group={group} {...properties} />
      ))}
    </div>
  );
}

function Group({
  group,
  sections,
  current,
  onGoTo,
}: SettingsNavigationProperties & { readonly group: SettingsGroup }): ReactNode {
  const { t } = useTranslation();
  const headingId = useId();
  const own = sections.filter((section) => section.group === group);
  if (own.length === 0) return null;
  return (
    <div role="group" aria-labelledby={headingId} className={styles.group}>
      <span id={headingId} className={styles.heading}>
        {t(`settingsPage.groups.${group}`)}
      </span>
      {own.map(({ id, name }) => (
        <a
          key={id}
          className={styles.link}
          href={`#settings-${id}`}
          aria-current={id === current ? 'location' : undefined}
          onClick={(event) => {
            event.preventDefault();
            onGoTo(id);
          }}
        >
          {name}
        </a>
      ))}
    </div>
  );
}
