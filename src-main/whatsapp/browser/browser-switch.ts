/** The command-line switch (without dashes) that makes our executable the WhatsApp browser instead of the app. */
export const WHATSAPP_BROWSER_SWITCH = 'whatsapp-browser';

/** Shows the window of that browser, for a linking that asks for a passkey. */
export const WHATSAPP_WINDOW_SWITCH = 'whatsapp-window';
