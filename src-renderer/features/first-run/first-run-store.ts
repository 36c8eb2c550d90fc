import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  appCommands,
  type StartStep,
  type StoreTestResult,
} from '../../../src-preload/contract/app.ts';
import { type BridgeFailure, toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export type WizardStep = 'you' | 'stores' | 'finishing' | 'link';

export interface WizardFields {
  readonly name: string;
  readonly email: string;
  readonly storeKind: 'local' | 'servers';
  readonly mongodbUrl: string;
  readonly postgresUrl: string;
}

export type FieldProblem = 'nameMissing' | 'nameTooLong' | 'emailInvalid' | 'addressMissing';
export type FieldProblems = Partial<Record<keyof WizardFields, FieldProblem>>;

export interface FirstRunState {
  readonly step: WizardStep;
  readonly fields: WizardFields;
  /** Shown only once the user has tried to go on. */
  readonly problems: FieldProblems;
  readonly test: RemoteData<StoreTestResult>;
  /** What main is doing while it sets up. */
  readonly progress: StartStep | null;
  readonly failure: BridgeFailure | null;
  readonly linking: boolean;
  readonly change: (fields: Partial<WizardFields>) => void;
  readonly goBack: () => void;
  readonly continueToStores: () => void;
  readonly testStores: () => Promise<void>;
  readonly complete: () => Promise<void>;
  readonly link: () => Promise<void>;
}

export type FirstRunStore = StoreApi<FirstRunState>;

const setUp = appCommands['setup.complete'].input.shape;

export function problemsWithYou({ name, email }: WizardFields): FieldProblems {
  const problems: FieldProblems = {};
  if (!setUp.name.safeParse(name).success) {
    problems.name = name.trim() === '' ? 'nameMissing' : 'nameTooLong';
  }
  if (!setUp.email.safeParse(email.trim()).success) {
    problems.email = 'emailInvalid';
  }
  return problems;
}

export function problemsWithStores(fields: WizardFields): FieldProblems {
  const problems: FieldProblems = {};
  if (fields.storeKind === 'servers') {
    if (fields.mongodbUrl.trim() === '') problems.mongodbUrl = 'addressMissing';
    if (fields.postgresUrl.trim() === '') problems.postgresUrl = 'addressMissing';
  }
  return problems;
}

function hasNone(problems: FieldProblems): boolean {
  return Object.keys(problems).length === 0;
}

export function createFirstRunStore({ bridge, reportFailure }: StoreDependencies): FirstRunStore {
  return createStore<FirstRunState>()((set, get) => {
    const addresses = (): { mongodbUrl: string; postgresUrl: string } => ({
      mongodbUrl: get().fields.mongodbUrl.trim(),
      postgresUrl: get().fields.postgresUrl.trim(),
    });

    return {
      step: 'you',
      fields: { name: '', email: '', storeKind: 'local', mongodbUrl: '', postgresUrl: '' },
      problems: {},
      test: idle,
      progress: null,
      failure: null,
      linking: false,

      change(changed) {
        const touchesAddress = 'mongodbUrl' in changed || 'postgresUrl' in changed;
        set({
          fields: { ...get().fields, ...changed },
          problems: Object.fromEntries(
            Object.entries(get().problems).filter(([field]) => !(field in changed)),
          ),
          failure: null,
          ...(touchesAddress ? { test: idle } : {}),
        });
      },

      goBack: () => set({ step: 'you', failure: null }),

      continueToStores() {
        const problems = problemsWithYou(get().fields);
        set(hasNone(problems) ? { problems, step: 'stores' } : { problems });
      },

      async testStores() {
        const problems = problemsWithStores(get().fields);
        set({ problems });
        if (!hasNone(problems)) {
          return;
        }
        const tested = addresses();
        const stillTheSame = (): boolean => {
          const now = addresses();
          return (
            now.mongodbUrl === tested.mongodbUrl &&
            now.postgresUrl === tested.postgresUrl &&
            get().test.status === 'loading'
          );
        };
        set({ test: { status: 'loading' } });
        try {
          const result = await call(bridge, 'setup.testStores', tested);
          if (stillTheSame()) set({ test: toReady(result) });
        } catch (error) {
          const failure = toBridgeFailure(error);
          if (stillTheSame()) set({ test: toFailed(idle, failure) });
        }
      },

      async complete() {
        const { fields } = get();
        const problems = problemsWithStores(fields);
        set({ problems });
        if (!hasNone(problems)) {
          return;
        }
        set({ step: 'finishing', progress: null, failure: null });
        try {
          await call(bridge, 'setup.complete', {
            name: fields.name.trim(),
            email: fields.email.trim(),
            stores:
              fields.storeKind === 'local'
                ? { kind: 'local' }
                : { kind: 'servers', addresses: addresses() },
          });
          set({ step: 'link' });
        } catch (error) {
          set({ step: 'stores', failure: toBridgeFailure(error) });
        }
      },

      async link() {
        set({ linking: true });
        try {
          await call(bridge, 'session.link', {});
        } catch (error) {
          reportFailure(toBridgeFailure(error));
        } finally {
          set({ linking: false });
        }
      },
    };
  });
}

/** Follows what main says about setting up; the answer stops following. */
export function startFirstRun(store: FirstRunStore, { bridge }: StoreDependencies): () => void {
  return bridge.subscribe('app.stateChanged', (state) => {
    if (state.phase === 'starting') {
      store.setState({ progress: state.progress });
    }
  });
}
