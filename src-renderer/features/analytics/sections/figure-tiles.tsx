import { UnstyledButton } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { Change } from '../change.tsx';
import styles from './section.module.css';

export interface FigureTile {
  readonly id: string;
  readonly name: string;
  /** Null where it has no meaning with the filters that are set. */
  readonly value: number | null;
  /** Null where nothing is compared. */
  readonly before: number | null;
  readonly format: (value: number) => string;
  readonly kind?: 'count' | 'time';
  readonly onOpen?: (() => void) | undefined;
}

/** The figures of the whole period, each with how it has changed. */
export function FigureTiles({ tiles }: { readonly tiles: readonly FigureTile[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <dl className={styles.tiles} {...tileLayout(tiles.length)}>
      {tiles.map(({ id, name, value, before, format, kind = 'count', onOpen }) => (
        <div key={id} className={styles.tile} data-figure={id}>
          <dt>{name}</dt>
          <dd className={styles.value}>
            {value === null ? (
              t('analytics.none')
            ) : onOpen !== undefined && value > 0 ? (
              <UnstyledButton
                aria-label={t('analytics.openFigure', { name, value: format(value) })}
                onClick={onOpen}
              >
                {format(value)}
              </UnstyledButton>
            ) : (
              format(value)
            )}
          </dd>
          {value === null || before === null ? null : (
            <dd>
              <Change now={value} before={before} kind={kind} format={format} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

/** How many tiles stand side by side where there is room. */
export function tileLayout(count: number): {
  readonly style: CSSProperties;
  readonly 'data-many': boolean;
} {
  return { style: { '--tiles': count } as CSSProperties, 'data-many': count > 4 };
}
