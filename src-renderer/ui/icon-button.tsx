import { ActionIcon, type ActionIconProps, Tooltip } from '@mantine/core';
import type { ComponentPropsWithRef, ReactNode } from 'react';

type IconButtonProperties = Pick<ActionIconProps, 'variant' | 'color' | 'size'> &
  Pick<
    ComponentPropsWithRef<'button'>,
    'ref' | 'className' | 'disabled' | 'tabIndex' | 'onClick'
  > & {
    /** What it does: its accessible name, and what its tooltip says. */
    readonly name: string;
    /** What the tooltip says where less will do. */
    readonly hint?: string;
    /** The icon. */
    readonly children: ReactNode;
  };

/** A button of an icon alone, which says in a tooltip what it does. */
export function IconButton({
  name,
  hint = name,
  variant = 'subtle',
  color = 'gray',
  size = 'lg',
  className = '',
  disabled = false,
  children,
  ...properties
}: IconButtonProperties): ReactNode {
  return (
    <Tooltip label={hint}>
      <ActionIcon
        variant={variant}
        color={color}
        size={size}
        className={className}
        disabled={disabled}
        aria-label={name}
        {...properties}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
