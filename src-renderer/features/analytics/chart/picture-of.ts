/** How many pixels of the picture a pixel of the page becomes. */
const SCALE = 2;
/** Around what is drawn, in pixels of the page. */
const MARGIN = 16;
/** Of an element that has it, nothing is drawn: buttons do nothing in a picture. */
const LEFT_OUT = '[data-picture="none"]';

/** All that decides how the charts look; the style sheets themselves are not in the picture. */
const looks = [
  ...['display', 'position', 'inset', 'box-sizing', 'width', 'height', 'min-width', 'min-height'],
  ...['margin', 'padding', 'border', 'border-radius', 'border-collapse', 'border-spacing'],
  ...['flex', 'flex-direction', 'flex-wrap', 'align-items', 'align-self', 'justify-content', 'gap'],
  ...['grid-template-columns', 'grid-template-rows', 'grid-area', 'table-layout', 'vertical-align'],
  ...['color', 'background-color', 'background-image', 'background-size', 'opacity', 'visibility'],
  ...['font-family', 'font-size', 'font-weight', 'font-variant-numeric', 'line-height'],
  ...['letter-spacing', 'text-align', 'white-space', 'overflow', 'text-overflow', 'list-style'],
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity'],
  ...['text-anchor', 'dominant-baseline', 'transform', 'transform-origin', 'clip-path'],
] as const;

/**
 * A part of the page as a PNG, twice as sharp as on a plain screen. It is drawn from the elements themselves: nothing is
 * fetched for it, and what lies over them is not in it.
 */
export async function pictureOf(element: HTMLElement): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = element.getBoundingClientRect();
  const full = { width: Math.ceil(width) + 2 * MARGIN, height: Math.ceil(height) + 2 * MARGIN };
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(asSvg(element, full))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = full.width * SCALE;
  canvas.height = full.height * SCALE;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas to draw on');
  context.scale(SCALE, SCALE);
  context.drawImage(image, 0, 0);
  return bytesOf(canvas);
}

function asSvg(element: HTMLElement, { width, height }: { width: number; height: number }): string {
  const { backgroundColor } = getComputedStyle(element);
  const copy = copyWithLooks(element);
  copy.style.margin = '0';
  const frame = document.createElement('div');
  frame.style.cssText = `box-sizing:border-box;width:${width}px;height:${height}px;padding:${MARGIN}px;background:${backgroundColor}`;
  frame.append(copy);
  const content = new XMLSerializer().serializeToString(frame);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${content}</foreignObject></svg>`;
}

function copyWithLooks(element: HTMLElement): HTMLElement {
  const copy = element.cloneNode(true) as HTMLElement;
  const originals = [element, ...element.querySelectorAll<HTMLElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<HTMLElement>('*')];
  for (const [index, original] of originals.entries()) {
    const target = copies[index];
    if (target === undefined) continue;
    const computed = getComputedStyle(original);
    for (const look of looks) target.style.setProperty(look, computed.getPropertyValue(look));
    target.removeAttribute('class');
  }
  for (const each of copy.querySelectorAll(LEFT_OUT)) each.remove();
  return copy;
}

async function bytesOf(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('The picture could not be written');
  return new Uint8Array(await blob.arrayBuffer());
}
