import { app, BrowserWindow, Menu, type WebContents } from 'electron';
import type { DesktopWords } from '../desktop/desktop-words.ts';
import { textMenu } from '../desktop/text-menu.ts';
import { toMenuItem } from './menu-item.ts';

/** Gives every text field of every window its menu, in the language that `words` answers with. */
export function installTextMenus(words: () => DesktopWords): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('context-menu', (_event, clicked) => {
      const lines = textMenu(clicked, actionsOn(contents), words());
      const window = BrowserWindow.fromWebContents(contents);
      if (lines.length === 0 || window === null) return;
      Menu.buildFromTemplate(lines.map(toMenuItem)).popup({ window });
    });
  });
}

function actionsOn(contents: WebContents): Parameters<typeof textMenu>[1] {
  return {
    replaceMisspelling: (word) => contents.replaceMisspelling(word),
    addToDictionary: (word) => contents.session.addWordToSpellCheckerDictionary(word),
    cut: () => contents.cut(),
    copy: () => contents.copy(),
    paste: () => contents.paste(),
    selectAll: () => contents.selectAll(),
  };
}
