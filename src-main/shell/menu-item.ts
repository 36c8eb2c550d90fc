import type { MenuItemConstructorOptions } from 'electron';
import type { MenuLine } from '../desktop/menu-line.ts';

/** A line of a menu as Electron takes it. */
export function toMenuItem(line: MenuLine): MenuItemConstructorOptions {
  if (line === 'separator') return { type: 'separator' };
  const { label, run, submenu } = line;
  return {
    label,
    enabled: run !== undefined || submenu !== undefined,
    ...(run && { click: run }),
    ...(submenu && { submenu: submenu.map(toMenuItem) }),
  };
}
