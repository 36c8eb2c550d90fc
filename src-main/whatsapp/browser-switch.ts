/** The command-line switch (without dashes) that makes our executable the WhatsApp browser instead of the app. */
export const WHATSAPP_BROWSER_SWITCH = 'whatsapp-browser';
