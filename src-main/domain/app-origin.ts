/** The renderer's own origin: pages are not files, so that the browser's rules for origins protect them. */
export const APP_ORIGIN = 'app://alexia';
