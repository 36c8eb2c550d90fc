import {
  type PanelLook,
  type PanelSection,
  panelSections,
  type PanelStorage,
} from './side-panel-state.ts';

const openKey = 'side-panel-open';
const foldedKey = 'side-panel-folded';

/** How the panel was left on this computer; what cannot be read counts as never touched. */
export function rememberedLook(storage: Pick<Storage, 'getItem'>): PanelLook {
  const names = (storage.getItem(foldedKey) ?? '').split(' ');
  return {
    isOpen: storage.getItem(openKey) === 'yes',
    folded: new Set(panelSections.filter((section) => names.includes(section))),
  };
}

export function rememberLook(look: PanelLook, storage: PanelStorage): void {
  storage.setItem(openKey, look.isOpen ? 'yes' : 'no');
  storage.setItem(foldedKey, [...look.folded].join(' '));
}

/** The look with this section folded, or unfolded. */
export function toggled(look: PanelLook, section: PanelSection): PanelLook {
  const folded = new Set(look.folded);
  if (!folded.delete(section)) folded.add(section);
  return { ...look, folded };
}
