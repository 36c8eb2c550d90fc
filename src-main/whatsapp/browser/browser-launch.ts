/** How the WhatsApp browser is started. */
export interface BrowserLaunch {
  /** Our own executable (`process.execPath`), or a Chrome or Edge that the user chose. */
  readonly executablePath: string;
  /**
   * Its arguments: for our own executable the application's folder where it is not packaged, and
   * `--whatsapp-browser`; `--no-sandbox` where Chromium demands it.
   */
  readonly args: readonly string[];
  /** A Chrome or Edge: what our own executable does by itself is asked of it over the pipe. */
  readonly isInstalled?: boolean;
}
