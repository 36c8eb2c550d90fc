import { IconEye } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Avatar } from '../../../ui/avatar.tsx';
import styles from './presence.module.css';
import type { usePresence } from './use-presence.ts';

interface PresenceFacesProperties {
  readonly present: ReturnType<typeof usePresence>;
  /** More than these are a number. */
  readonly most: number;
}

/**
 * Who is there, as small faces after an eye, or after dots that move while one of them types. Says nothing to screen
 * readers: the text beside it does.
 */
export function PresenceFaces({ present, most }: PresenceFacesProperties): ReactNode {
  const isTyping = present.some((each) => each.isTyping);
  const shown = present.slice(0, present.length > most ? most - 1 : most);
  return (
    <span className={styles.faces} aria-hidden="true">
      {isTyping ? (
        <span className={styles.dots}>
          <i />
          <i />
          <i />
        </span>
      ) : (
        <IconEye className={styles.eye} size="0.875rem" stroke={1.9} />
      )}
      {shown.map(({ userId, name }) => (
        <Avatar key={userId} name={name} colourKey={userId} size="tiny" />
      ))}
      {present.length > shown.length ? (
        <span className={styles.count}>+{present.length - shown.length}</span>
      ) : null}
    </span>
  );
}
