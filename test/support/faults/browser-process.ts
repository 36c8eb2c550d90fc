import { WHATSAPP_BROWSER_SWITCH } from '../../../src-main/whatsapp/browser/browser-switch.ts';
import { descendantsOf } from './engine-processes.ts';

/** The main process of an app's WhatsApp browser; null while the app is between two of them. */
export async function browserOf(app: number): Promise<number | null> {
  const all = await descendantsOf(app, `--${WHATSAPP_BROWSER_SWITCH}`);
  return all.find((pid) => pid !== app) ?? null;
}
