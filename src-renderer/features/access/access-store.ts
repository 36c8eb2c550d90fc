import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Access,
  type EndedLogin,
  type Invitation,
  type IssuedCode,
  type KnownDesktop,
  type Member,
  NewPassword,
  type Role,
} from '../../../src-preload/contract/access.ts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
} from '../../../src-preload/contract/contract.ts';
import { type BridgeFailure, toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { joinSubscriptions } from '../../bridge/subscriptions.ts';

export interface People {
  readonly members: readonly Member[];
  /** Empty for who may not see them. */
  readonly invitations: readonly Invitation[];
}

/** The dialog that is open, or null. */
export type AccessDialog =
  | { readonly kind: 'password' }
  | { readonly kind: 'invite' }
  | { readonly kind: 'code'; readonly email: string; readonly issued: IssuedCode }
  | { readonly kind: 'reset' | 'remove'; readonly member: Member }
  | { readonly kind: 'shutOut'; readonly desktop: KnownDesktop }
  | { readonly kind: 'wasShutOut'; readonly desktop: KnownDesktop; readonly login: EndedLogin };

export interface AccessState {
  /** Who works here; null until it is known. */
  readonly access: Access | null;
  readonly people: RemoteData<People>;
  readonly desktops: RemoteData<readonly KnownDesktop[]>;
  readonly dialog: AccessDialog | null;
  readonly isBusy: boolean;
  /** Why what a person asked for last was not done. */
  readonly failure: BridgeFailure | null;
  readonly isTooShort: boolean;
  readonly load: () => Promise<void>;
  readonly loadPeople: () => Promise<void>;
  readonly loadDesktops: () => Promise<void>;
  readonly open: (dialog: AccessDialog | null) => void;
  readonly lock: () => Promise<void>;
  readonly signIn: (password: string) => Promise<void>;
  readonly redeemCode: (code: string, password: string) => Promise<void>;
  readonly setPassword: (current: string | undefined, next: string) => Promise<void>;
  readonly setLocking: (locking: CommandInput<'access.setLocking'>) => Promise<void>;
  readonly setRole: (member: Member, role: Role) => Promise<void>;
  readonly remove: (member: Member) => Promise<void>;
  readonly resetPassword: (member: Member) => Promise<void>;
  readonly invite: (email: string, role: Role) => Promise<void>;
  readonly cancelInvitation: (invitation: Invitation) => Promise<void>;
  readonly shutOut: (desktop: KnownDesktop, passphrase: string) => Promise<void>;
}

export type AccessStore = StoreApi<AccessState>;

export function createAccessStore({ bridge, reportFailure }: StoreDependencies): AccessStore {
  return createStore<AccessState>()((set, get) => {
    /** Undefined where it failed; `failure` says why. */
    const ask = async <N extends CommandName>(
      command: N,
      input: CommandInput<N>,
    ): Promise<CommandOutput<N> | undefined> => {
      if (get().isBusy) return undefined;
      set({ isBusy: true, failure: null, isTooShort: false });
      try {
        return await call(bridge, command, input);
      } catch (error) {
        set({ failure: toBridgeFailure(error) });
        return undefined;
      } finally {
        set({ isBusy: false });
      }
    };
    /** What has no place of its own for a failure. */
    const change = async <N extends CommandName>(
      command: N,
      input: CommandInput<N>,
    ): Promise<void> => {
      await ask(command, input);
      const { failure } = get();
      if (failure !== null) reportFailure(failure);
      set({ failure: null });
    };
    const isNewPassword = (password: string): boolean => {
      const isTooShort = !NewPassword.safeParse(password).success;
      set({ isTooShort });
      return !isTooShort;
    };

    return {
      access: null,
      people: idle,
      desktops: idle,
      dialog: null,
      isBusy: false,
      failure: null,
      isTooShort: false,

      async load() {
        try {
          set({ access: await call(bridge, 'access.get', {}) });
        } catch (error) {
          // Not known yet, or locked: main says when it is another one.
          toBridgeFailure(error);
        }
      },

      async loadPeople() {
        set({ people: toLoading(get().people) });
        try {
          const mayInvite = get().access?.refused.includes('invitation.list') === false;
          const [members, invitations] = await Promise.all([
            call(bridge, 'member.list', {}),
            mayInvite ? call(bridge, 'invitation.list', {}) : [],
          ]);
          set({ people: toReady({ members, invitations }) });
        } catch (error) {
          set({ people: toFailed(get().people, toBridgeFailure(error)) });
        }
      },

      async loadDesktops() {
        set({ desktops: toLoading(get().desktops) });
        try {
          set({ desktops: toReady(await call(bridge, 'device.list', {})) });
        } catch (error) {
          set({ desktops: toFailed(get().desktops, toBridgeFailure(error)) });
        }
      },

      open: (dialog) => set({ dialog, failure: null, isTooShort: false }),

      lock: () => change('access.lock', {}),

      async signIn(password) {
        await ask('access.signIn', { password });
      },

      async redeemCode(code, password) {
        if (isNewPassword(password)) await ask('access.useCode', { code, password });
      },

      async setPassword(current, next) {
        if (!isNewPassword(next)) return;
        const done = await ask('access.setPassword', {
          next,
          ...(current !== undefined && { current }),
        });
        if (done !== undefined) set({ dialog: null });
      },

      setLocking: (locking) => change('access.setLocking', locking),

      async setRole({ userId }, role) {
        await change('member.setRole', { userId, role });
        await get().loadPeople();
      },

      async remove({ userId }) {
        if ((await ask('member.remove', { userId })) === undefined) return;
        set({ dialog: null });
        await get().loadPeople();
      },

      async resetPassword({ userId, email }) {
        const issued = await ask('member.resetPassword', { userId });
        if (issued !== undefined) set({ dialog: { kind: 'code', email, issued } });
      },

      async invite(email, role) {
        const issued = await ask('invitation.create', { email, role });
        if (issued !== undefined) set({ dialog: { kind: 'code', email, issued } });
      },

      async cancelInvitation({ invitationId }) {
        await change('invitation.cancel', { invitationId });
        await get().loadPeople();
      },

      async shutOut(desktop, passphrase) {
        const answer = await ask('device.shutOut', { deskId: desktop.deskId, passphrase });
        if (answer === undefined) return;
        set({ dialog: { kind: 'wasShutOut', desktop, login: answer.login } });
        await get().loadDesktops();
      },
    };
  });
}

/** Listens to the bridge and asks who works here; the answer stops listening. */
export function startAccess(store: AccessStore, { bridge }: StoreDependencies): () => void {
  const refresh = (): void => {
    const { people, desktops, loadPeople, loadDesktops } = store.getState();
    if (people.status !== 'idle') void loadPeople();
    if (desktops.status !== 'idle') void loadDesktops();
  };
  const stop = joinSubscriptions(
    bridge.subscribe('access.changed', () => void store.getState().load()),
    bridge.subscribe('team.changed', refresh),
  );
  void store.getState().load();
  return stop;
}
