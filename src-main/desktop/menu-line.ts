/** One line of a menu of the system's; without `run` and `submenu` it only tells something. */
export type MenuLine =
  'separator' | { label: string; run?: () => void; submenu?: readonly MenuLine[] };
