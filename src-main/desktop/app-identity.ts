/**
 * What Windows knows the app by: its notifications and the button of the taskbar hang on it, so that installer and
 * shortcuts must name the same. What packages the app reads it from here.
 */
export const APP_ID = 'com.alexiadesk.AlexiaDesk';

/** The file by which a Linux desktop knows the app; `desktopName` of package.json, which Electron reads, is the same. */
export const DESKTOP_ENTRY = 'alexia-desk.desktop';
