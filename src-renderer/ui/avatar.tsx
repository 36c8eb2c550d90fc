import { IconUser, IconUsers } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import styles from './avatar.module.css';
import { initialsOf } from './initials.ts';
import { stableHue } from '../../src-preload/contract/stable-hue.ts';

interface AvatarProperties {
  readonly name: string;
  /** What the colour is chosen by: the same id has the same colour everywhere. */
  readonly colourKey: string;
  readonly isGroup?: boolean;
  /** Drawn over the initials where there is one. */
  readonly pictureUrl?: string | undefined;
  readonly size?: 'tiny' | 'small' | 'medium' | 'large';
}

/** Stands beside a name that is written out, so it is hidden from screen readers. */
export function Avatar({
  name,
  colourKey,
  isGroup = false,
  pictureUrl,
  size = 'medium',
}: AvatarProperties): ReactNode {
  const [missingUrl, setMissingUrl] = useState<string | null>(null);
  const initials = initialsOf(name);
  const Icon = isGroup ? IconUsers : IconUser;
  return (
    <span
      className={styles.avatar}
      data-hue={stableHue(colourKey)}
      data-size={size}
      aria-hidden="true"
    >
      {isGroup || initials === null ? <Icon size="55%" stroke={1.75} /> : initials}
      {pictureUrl === undefined || isGroup || missingUrl === pictureUrl ? null : (
        <img
          className={styles.picture}
          src={pictureUrl}
          alt=""
          draggable={false}
          onError={() => setMissingUrl(pictureUrl)}
        />
      )}
    </span>
  );
}
