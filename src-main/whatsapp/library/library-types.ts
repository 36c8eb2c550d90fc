/**
 * What the declarations of whatsapp-web.js 1.34.7 leave out. `test/unit/whatsapp/library.test.ts` proves that it is
 * there.
 */
declare module 'whatsapp-web.js' {
  interface Client {
    readonly options: ClientOptions;
    /** Makes a loaded page ours: from `initialize`, and again after every navigation. */
    inject(): Promise<void>;
    /** Listens to the page's collections: after every synchronisation of a new document. */
    attachEventListeners(): Promise<void>;
    /** The last step before the page is loaded. */
    initWebVersionCache(): Promise<void>;
  }
}

export {};
