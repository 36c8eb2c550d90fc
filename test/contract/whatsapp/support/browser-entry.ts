import { runWhatsAppBrowser } from '../../../../src-main/whatsapp/host/run-whatsapp-browser.ts';

runWhatsAppBrowser();
