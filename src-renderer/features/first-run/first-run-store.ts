import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  appCommands,
  type StartStep,
  type StoreAddresses,
  type StoreTestResult,
} from '../../../src-preload/contract/app.ts';
import type { ErrorCode } from '../../../src-preload/contract/result.ts';
import { type BridgeFailure, toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import {
  noSecurity,
  problemsWithSecurity,
  type SecurityDraft,
  toSecurity,
} from '../../ui/security-draft.ts';

export type WizardStep = 'you' | 'stores' | 'passphrase' | 'finishing' | 'link';

export interface WizardFields {
  readonly name: string;
  readonly email: string;
  readonly storeKind: 'local' | 'servers';
  readonly mongodbUrl: string;
  readonly postgresUrl: string;
  readonly passphrase: string;
}

/** What a workspace asks for that takes not everybody; empty for nothing. */
export interface WizardEntry {
  readonly password: string;
  readonly invitation: string;
}

export type FieldProblem =
  'nameMissing' | 'nameTooLong' | 'emailInvalid' | 'addressMissing' | 'passphraseTooShort';
export type FieldProblems = Partial<Record<keyof WizardFields, FieldProblem>>;

export interface FirstRunState {
  readonly step: WizardStep;
  readonly fields: WizardFields;
  readonly entry: WizardEntry;
  /** Shown only once the user has tried to go on. */
  readonly problems: FieldProblems;
  /** What goes with each address. */
  readonly security: Readonly<Record<Engine, SecurityDraft>>;
  readonly test: RemoteData<StoreTestResult>;
  /** What main is doing while it sets up. */
  readonly progress: StartStep | null;
  readonly failure: BridgeFailure | null;
  readonly linking: boolean;
  readonly change: (fields: Partial<WizardFields>) => void;
  readonly changeEntry: (entry: Partial<WizardEntry>) => void;
  readonly changeSecurity: (engine: Engine, draft: SecurityDraft) => void;
  readonly goBack: () => void;
  readonly continueToStores: () => void;
  readonly continueToPassphrase: () => void;
  readonly testStores: () => Promise<void>;
  readonly complete: () => Promise<void>;
  readonly link: () => Promise<void>;
}

export type Engine = 'mongodb' | 'postgres';
export type FirstRunStore = StoreApi<FirstRunState>;

/** What is asked for where the passphrase is. */
const aboutEntering: ReadonlySet<ErrorCode> = new Set([
  'passphrase_wrong',
  'password_wrong',
  'password_needed',
  'invitation_needed',
  'invitation_invalid',
  'too_many_attempts',
  'member_removed',
]);

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

export function problemsWithPassphrase({ passphrase }: WizardFields): FieldProblems {
  return setUp.passphrase.safeParse(passphrase).success ? {} : { passphrase: 'passphraseTooShort' };
}

function hasNone(problems: object): boolean {
  return Object.keys(problems).length === 0;
}

export function createFirstRunStore({ bridge, reportFailure }: StoreDependencies): FirstRunStore {
  return createStore<FirstRunState>()((set, get) => {
    const addresses = (): StoreAddresses => {
      const { fields, security } = get();
      return {
        mongodbUrl: fields.mongodbUrl.trim(),
        postgresUrl: fields.postgresUrl.trim(),
        mongodbSecurity: toSecurity(security.mongodb),
        postgresSecurity: toSecurity(security.postgres),
      };
    };
    /** What is wrong with the files is said beside them. */
    const hasWrongFiles = (): boolean =>
      get().fields.storeKind === 'servers' &&
      Object.values(get().security).some((draft) => !hasNone(problemsWithSecurity(draft)));

    return {
      step: 'you',
      fields: {
        name: '',
        email: '',
        storeKind: 'local',
        mongodbUrl: '',
        postgresUrl: '',
        passphrase: '',
      },
      entry: { password: '', invitation: '' },
      problems: {},
      security: { mongodb: noSecurity, postgres: noSecurity },
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

      changeEntry: (entry) => set({ entry: { ...get().entry, ...entry }, failure: null }),

      changeSecurity: (engine, draft) =>
        set({ security: { ...get().security, [engine]: draft }, failure: null, test: idle }),

      goBack: () =>
        set({ step: get().step === 'passphrase' ? 'stores' : 'you', problems: {}, failure: null }),

      continueToStores() {
        const problems = problemsWithYou(get().fields);
        set(hasNone(problems) ? { problems, step: 'stores' } : { problems });
      },

      continueToPassphrase() {
        const problems = problemsWithStores(get().fields);
        set({ problems });
        if (hasNone(problems) && !hasWrongFiles()) set({ step: 'passphrase', failure: null });
      },

      async testStores() {
        const problems = problemsWithStores(get().fields);
        set({ problems });
        if (!hasNone(problems) || hasWrongFiles()) {
          return;
        }
        const tested = addresses();
        // Whatever is changed in between takes the test back.
        const stillTheSame = (): boolean =>
          get().test.status === 'loading' && JSON.stringify(addresses()) === JSON.stringify(tested);
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
        const { fields, entry } = get();
        const problems = problemsWithPassphrase(fields);
        set({ problems });
        if (!hasNone(problems)) {
          return;
        }
        set({ step: 'finishing', progress: null, failure: null });
        try {
          await call(bridge, 'setup.complete', {
            name: fields.name.trim(),
            email: fields.email.trim(),
            passphrase: fields.passphrase,
            ...(entry.password !== '' && { password: entry.password }),
            ...(entry.invitation.trim() !== '' && { invitation: entry.invitation.trim() }),
            stores:
              fields.storeKind === 'local'
                ? { kind: 'local' }
                : { kind: 'servers', addresses: addresses() },
          });
          set({ step: 'link' });
        } catch (error) {
          const failure = toBridgeFailure(error);
          set({ step: aboutEntering.has(failure.code) ? 'passphrase' : 'stores', failure });
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
