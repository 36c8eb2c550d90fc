// @vitest-environment happy-dom
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InboxProvider } from '../../../../src-renderer/features/inbox/inbox-context.ts';
import { createInboxStore } from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { RowFace } from '../../../../src-renderer/features/inbox/row-face.tsx';
import { conversation, testDependencies } from '../samples.ts';

let root: Root;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers();
  root = createRoot(document.body.appendChild(document.createElement('div')));
});

afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function show(change: Parameters<typeof conversation>[2] = {}): Promise<void> {
  const face = createElement(RowFace, { conversation: conversation(1, 1, change) });
  const store = createInboxStore(testDependencies());
  await act(async () => root.render(createElement(InboxProvider, { store, children: face })));
}

const picture = (): string | undefined => document.querySelector('img')?.src;

describe('the face of a row', () => {
  it('asks for its picture only once it has been in view for a moment', async () => {
    await show();
    await act(async () => vi.advanceTimersByTime(249));
    expect(picture()).toBeUndefined();
    expect(document.body.textContent).toBe('C');
    await act(async () => vi.advanceTimersByTime(1));
    expect(picture()).toMatch(/^alexia-media:\/\/picture\//);
  });

  it('asks for none where it is scrolled past, or of a group', async () => {
    await show();
    await act(async () => vi.advanceTimersByTime(100));
    await act(async () => root.render(null));
    expect(vi.getTimerCount()).toBe(0);
    await show({ isGroup: true });
    await act(async () => vi.advanceTimersByTime(1000));
    expect(picture()).toBeUndefined();
  });
});
