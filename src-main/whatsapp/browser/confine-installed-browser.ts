import type { Client } from 'whatsapp-web.js';

type Page = NonNullable<Client['pupPage']>;

/** Asks of a Chrome or Edge over the pipe what our own executable does by itself (`host/run-whatsapp-browser.ts`). */
export async function confineInstalledBrowser(page: Page): Promise<void> {
  const browser = page.browser();
  const { product, userAgent } = await browserVersion(page);
  // A hidden one calls itself headless, and WhatsApp would not know it.
  if (product.startsWith('Headless') || userAgent.includes('Headless')) {
    await page.setUserAgent({ userAgent: userAgent.replace('HeadlessChrome', 'Chrome') });
  }
  const session = await browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'deny' });
  // A tab that something else opened is nobody's.
  browser.on('targetcreated', (target) => {
    const kind: string = target.type();
    if (kind !== 'page') return;
    target
      .page()
      .then((opened) => (opened === null || opened === page ? undefined : opened.close()))
      // It closed by itself.
      .catch(() => undefined);
  });
}

async function browserVersion(page: Page): Promise<{ product: string; userAgent: string }> {
  const browser = page.browser();
  return { product: await browser.version(), userAgent: await browser.userAgent() };
}
