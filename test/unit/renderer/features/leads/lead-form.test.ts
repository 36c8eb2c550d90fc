// @vitest-environment happy-dom
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Lead } from '../../../../../src-preload/contract/lead.ts';
import { AppProviders } from '../../../../../src-renderer/app/app-providers.tsx';
import { LeadsProvider } from '../../../../../src-renderer/features/leads/leads-context.ts';
import {
  createLeadsStore,
  type LeadsStore,
} from '../../../../../src-renderer/features/leads/leads-store.ts';
import { LeadForm } from '../../../../../src-renderer/features/leads/page/lead-form.tsx';
import { createI18n } from '../../../../../src-renderer/i18n/create-i18n.ts';
import { fail, succeed } from '../../../../support/preview/fake-bridge.ts';
import { sampleLeads } from '../../../../support/preview/sample-data.ts';
import { testDependencies } from '../../samples.ts';

let dependencies: ReturnType<typeof testDependencies>;
let store: LeadsStore;
let root: Root;
let lead: Lead;

beforeEach(() => {
  // What a growing field waits for; this document has none.
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });
  // React asks whoever draws in a test to say so.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  // Hundreds of currencies take a simulated document seconds to draw.
  vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['EUR', 'USD']);
  dependencies = testDependencies();
  store = createLeadsStore(dependencies);
  const [sample] = sampleLeads(1, 1_800_000_000_000);
  if (!sample) throw new Error('One was asked for');
  lead = { ...sample, stage: 'new', notes: 'Before', value: { minor: 5, currency: 'EUR' } };
  dependencies.bridge.handle('lead.update', ({ change }) =>
    succeed({ outcome: 'saved' as const, lead: { ...lead, ...(change as Partial<Lead>) } }),
  );
});

afterEach(async () => {
  vi.restoreAllMocks();
  await act(async () => root.unmount());
  document.body.replaceChildren();
});

async function draw(): Promise<void> {
  root = createRoot(document.body.appendChild(document.createElement('div')));
  const form = createElement(LeadForm, { lead });
  const words = createI18n('en');
  await act(async () =>
    root.render(
      createElement(AppProviders, {
        ...{ words, themeChoice: 'light' as const, density: undefined },
        children: createElement(LeadsProvider, { store, children: form }),
      }),
    ),
  );
}

function field(label: string): HTMLInputElement | HTMLTextAreaElement {
  const found = [...document.querySelectorAll('label')].find((each) => each.textContent === label);
  const control = document.getElementById(found?.htmlFor ?? '');
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) return control;
  throw new Error(`There is no field ${label}`);
}

async function type(label: string, text: string): Promise<void> {
  const control = field(label);
  const prototype = Object.getPrototypeOf(control) as object;
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(control, text);
    control.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function leave(label: string): Promise<void> {
  await act(async () => {
    field(label).dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  });
}

const changes = (): unknown[] =>
  dependencies.bridge.inputsOf('lead.update').map((input) => (input as { change: unknown }).change);

describe('the fields of a lead', () => {
  it('are written when they are left, and not when nothing was changed', async () => {
    await draw();
    await type('Notes', 'After');
    expect(changes()).toEqual([]);
    await leave('Notes');
    await leave('Value');
    expect(changes()).toEqual([{ notes: 'After' }]);
  });

  it('take an amount in any way of writing it, and keep what is none', async () => {
    await draw();
    await type('Value', '12,5');
    await leave('Value');
    expect(changes()).toEqual([{ value: { minor: 1250, currency: 'EUR' } }]);
    await type('Value', 'much');
    await leave('Value');
    expect(changes()).toHaveLength(1);
    expect(field('Value').value).toBe('much');
    expect(field('Value').getAttribute('aria-invalid')).toBe('true');
  });

  it('keep what was typed where it could not be written', async () => {
    dependencies.bridge.handle('lead.update', () => fail('database_unreachable'));
    await draw();
    await type('Notes', 'After');
    await leave('Notes');
    expect(field('Notes').value).toBe('After');
    expect(document.body.textContent).toContain('Not saved yet');
  });

  it('are written with the version that was there when typing began', async () => {
    await draw();
    await type('Notes', 'After');
    await leave('Notes');
    expect(dependencies.bridge.inputsOf('lead.update')).toMatchObject([{ version: lead.version }]);
  });
});
