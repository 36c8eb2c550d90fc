import { app } from 'electron';
import { WHATSAPP_BROWSER_SWITCH } from './whatsapp/browser/browser-switch.ts';

// One executable, two jobs: started with the switch it is the browser in which WhatsApp runs, and nothing else of
// the app is loaded.
if (app.commandLine.hasSwitch(WHATSAPP_BROWSER_SWITCH)) {
  const { runWhatsAppBrowser } = await import('./whatsapp/host/run-whatsapp-browser.ts');
  runWhatsAppBrowser();
} else {
  const { runDesk } = await import('./run-desk.ts');
  // Not awaited: Electron becomes ready only when this file has been evaluated.
  void runDesk();
}
