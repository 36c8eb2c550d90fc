// @vitest-environment happy-dom
import { act, createElement, type ReactNode, useRef, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RowList } from '../../../../src-renderer/ui/row-list.tsx';
import { useRowKeys } from '../../../../src-renderer/ui/use-row-keys.ts';

let root: Root;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  root = createRoot(document.body.appendChild(document.createElement('div')));
});

afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
});

const draw = (node: ReactNode) => act(async () => root.render(node));
const press = (key: string) =>
  act(async () => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    );
  });
const focus = (id: string) => document.getElementById(id)?.focus();
const focused = (): string | undefined => document.activeElement?.id;
const button = (id: string, disabled = false) => createElement('button', { key: id, id, disabled });

describe('a list whose rows have controls', () => {
  it('is walked by the arrows, from a control to the one in the same place', async () => {
    const row = (name: string, ...controls: ReactNode[]) =>
      createElement('li', { key: name }, ...controls);
    await draw(
      createElement(RowList, {
        className: undefined,
        children: [
          row('a', button('a-edit'), button('a-delete')),
          row('b', button('b-edit')),
          row(
            'c',
            button('c-move', true),
            createElement('input', { id: 'c-name' }),
            button('c-delete'),
          ),
        ],
      }),
    );
    focus('a-delete');
    await press('ArrowDown');
    expect(focused()).toBe('b-edit');
    await press('ArrowUp');
    expect(focused()).toBe('a-edit');
    await press('ArrowUp');
    expect(focused()).toBe('a-edit');
    await press('End');
    expect(focused()).toBe('c-name');
    // Where text is written the keys move the caret.
    await press('Home');
    expect(focused()).toBe('c-name');
    focus('c-delete');
    await press('Home');
    expect(focused()).toBe('a-delete');
    await press('x');
    expect(focused()).toBe('a-delete');
  });

  it('draws a row that was out of view before it gets the focus', async () => {
    function Long(): ReactNode {
      const list = useRef<HTMLDivElement>(null);
      const [first, setFirst] = useState(0);
      const onKeyDown = useRowKeys({
        list,
        virtual: { count: 1000, scrollToRow: (index) => setFirst(index) },
      });
      return createElement(
        'div',
        { ref: list, id: 'list', tabIndex: 0, onKeyDown },
        [0, 1].map((place) =>
          createElement(
            'p',
            { key: first + place, 'data-row': first + place },
            button(`row-${first + place}`),
          ),
        ),
      );
    }
    await draw(createElement(Long));
    focus('list');
    await press('ArrowDown');
    expect(focused()).toBe('row-0');
    await press('End');
    expect(focused()).toBe('row-999');
    await press('ArrowUp');
    expect(focused()).toBe('row-998');
  });
});
