// @vitest-environment happy-dom
import { notifications, Notifications } from '@mantine/notifications';
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../../src-preload/contract/result.ts';
import { AppProviders } from '../../../../src-renderer/app/app-providers.tsx';
import { createFailureReporter } from '../../../../src-renderer/app/failure-reporter.tsx';
import { BridgeFailure } from '../../../../src-renderer/bridge/bridge-failure.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import { ErrorLine, ErrorState } from '../../../../src-renderer/ui/error-state.tsx';
import { OutageProvider } from '../../../../src-renderer/ui/outage.ts';
import { RefreshFailed } from '../../../../src-renderer/ui/refresh-failed.tsx';

const words = createI18n('en-GB');
let root: Root;
let container: HTMLElement;
let retried: string[];

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  retried = [];
  container = document.body.appendChild(document.createElement('div'));
  root = createRoot(container);
});
afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
});

const failureOf = (code: ErrorCode): BridgeFailure =>
  new BridgeFailure('conversation.list', { code, retryable: true, reference: 'a1b2c3d4' });

async function draw(code: ErrorCode, isAway: boolean): Promise<void> {
  const failure = failureOf(code);
  const retry = (place: string) => () => void retried.push(place);
  const places = [
    createElement(ErrorState, { key: 1, title: 'No list', failure, onRetry: retry('state') }),
    createElement(ErrorLine, { key: 2, failure, onRetry: retry('line') }),
    createElement(RefreshFailed, { key: 3, failure, onRetry: retry('refresh') }),
  ];
  const children = createElement(OutageProvider, { value: isAway, children: places });
  const look = { words, themeChoice: 'light', density: undefined } as const;
  await act(async () => root.render(createElement(AppProviders, { ...look, children })));
}
const alerts = (): number => container.querySelectorAll('[role="alert"]').length;

describe('a database that is away', () => {
  it('is said at the top of the window alone: what cannot be shown says only that it comes', async () => {
    await draw('database_unreachable', true);
    expect(alerts()).toBe(0);
    expect(container.querySelectorAll('button')).toHaveLength(0);
    const said = [...container.querySelectorAll('[role="status"]')];
    expect(said.map(({ textContent }) => textContent)).toEqual([
      'No listIt comes by itself when the database is back.',
      'It comes by itself when the database is back.',
      'This may be out of date until the database is back.',
    ]);
  });

  it('is back: what could not be shown is asked for again, each once and nothing else', async () => {
    await draw('database_unreachable', true);
    expect(retried).toEqual([]);
    await draw('database_unreachable', false);
    expect(retried).toEqual(['state', 'line', 'refresh']);
    await draw('database_unreachable', false);
    expect(retried).toHaveLength(3);
  });

  it('hides no other failure, and what nobody says at the top is said in its place', async () => {
    await draw('not_allowed', true);
    expect(alerts()).toBe(3);
    await draw('not_allowed', false);
    expect(retried).toEqual([]);
    await draw('database_unreachable', false);
    expect(alerts()).toBe(3);
    expect(container.textContent).toContain('The database cannot be reached.');
  });

  it('has whoever did something meanwhile told that it is not done, and what to do', async () => {
    const look = { words, themeChoice: 'light', density: undefined } as const;
    const children = createElement(Notifications);
    await act(async () => root.render(createElement(AppProviders, { ...look, children })));
    await act(async () => createFailureReporter(words)(failureOf('database_unreachable')));
    const notice = document.querySelector('[role="alert"]')?.textContent;
    expect(notice).toContain('That could not be done: the database is away.');
    expect(notice).toContain('Do it again when it is back.');
    await act(async () => notifications.clean());
  });
});
