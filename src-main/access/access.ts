import { randomBytes } from 'node:crypto';
import type { Access as AccessFacts, Role } from '../../src-preload/contract/access.ts';
import { NewPassword } from '../../src-preload/contract/access.ts';
import type { AppState, User } from '../../src-preload/contract/app.ts';
import type { CommandName } from '../../src-preload/contract/contract.ts';
import type { WindowCommand } from '../../src-preload/contract/shortcuts.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import type { SecretStore } from '../config/secret-store.ts';
import { passphraseKey } from '../crypto/passphrase.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { Joining } from '../app/lifecycle.ts';
import type { Log } from '../log/log.ts';
import type { DerivedPassword } from '../store/access-store.ts';
import type { Stores } from '../store/stores.ts';
import { codeBytes, derivePassword, isPassword, verifierOf } from './password.ts';
import { mayGive, refusedTo } from './rights.ts';
import { keepSignIn, readSignIn, type SignInEntry, waitsUntil } from './sign-in-entry.ts';
import { takeAttempt } from './take-attempt.ts';

/** How often this desktop says that it is there, in milliseconds. */
const CHECK_MS = 30_000;
/** How often it is looked whether anybody still works here, in milliseconds. */
const IDLE_MS = 5_000;
/** How much later than said the keychain may hear of a contact, in milliseconds. */
const NOTED_MS = 10 * 60_000;
/**
 * For how long a desktop that does not reach the databases shows what it remembers, in milliseconds: one that was lost
 * and is kept from the network hears from nobody that it was shut out.
 */
export const REMEMBERS_MS = 7 * 24 * 60 * 60_000;
const TOKEN_BYTES = 32;

/** The person who works at this desktop, with what they may do. */
export interface CurrentUser extends User {
  role: Role;
}

export type LockReason = Extract<AppState, { phase: 'signed_out' }>['reason'];
type AccessStores = Pick<Stores, 'access' | 'rateLimits'>;

export interface AccessInput {
  secrets: SecretStore;
  deskId: string;
  /** As this computer calls itself. */
  computer: string;
  /** scrypt's N for passwords that are chosen here. */
  passwordCost: number;
  publish: Publish;
  /** How long nobody has touched the computer, in milliseconds. */
  idleFor(): number;
  /** It was locked: nothing of before may stay on the screen. */
  onLocked(): void;
  onUnlocked(): void;
  /** This desktop, or its person, does not belong to the team any more; told once. */
  onEnded(error: AppError): void;
  /** The login of this desktop was ended or changed while it worked. */
  onRefused(): void;
  clock: Clock;
  log: Log;
}

/**
 * Who works at this desktop, what they may do, and whether they have to say their password first. The one source of who
 * gives a command (`current`).
 */
export class Access {
  readonly #input: AccessInput;
  #entry: SignInEntry | null = null;
  #stores: AccessStores | null = null;
  #isProtected = false;
  #locked: LockReason | null = null;
  #hasEnded = false;
  /** Counted up when a password or a token begins to change here, and when it has. */
  #changes = 0;
  #opening: Promise<void> | null = null;
  #cancelCheck: () => void = () => {};
  #cancelIdle: () => void = () => {};
  /** One after the other: what is kept last is what was known last. */
  #keeping: Promise<void> = Promise.resolve();

  constructor(input: AccessInput) {
    this.#input = input;
  }

  /** Null before anybody works here. */
  get current(): CurrentUser | null {
    return this.#entry && { ...this.#entry.user, role: this.#entry.role };
  }

  /** Why the password is asked for; null when it is not. */
  get locked(): LockReason | null {
    return this.#locked;
  }

  /** Reads who works here, and locks where the password is asked for at every start. Once; never rejects. */
  open(userId: UserId | null): Promise<void> {
    this.#opening ??= this.#open(userId);
    return this.#opening;
  }

  async #open(userId: UserId | null): Promise<void> {
    if (userId === null) return;
    try {
      const entry = await readSignIn(this.#input.secrets);
      if (entry?.user.userId !== userId) return;
      this.#entry = entry;
      if (entry.hasPassword && entry.asksAtStart) this.#locked = 'start';
      this.#watchIdle();
    } catch (error) {
      this.#input.log.warn('Who works here could not be read', { error });
    }
  }

  stop(): void {
    this.#cancelCheck();
    this.#cancelIdle();
  }

  /** Whether what this computer remembers may be shown before the databases have been asked. */
  get mayRemember(): boolean {
    if (!this.#entry) return true;
    const since = this.#input.clock.now() - this.#entry.seenAt;
    // Before it was seen: the clock was put back.
    return since < REMEMBERS_MS && since > -REMEMBERS_MS;
  }

  /**
   * The databases are reached and `userId` works here: says so, before any key is opened. Rejects with
   * `desktop_shut_out` or `member_removed`; what the databases reject with comes through.
   */
  async admit(userId: UserId, stores: AccessStores): Promise<void> {
    this.#stores = stores;
    this.#hasEnded = false;
    await this.#check(userId);
    this.#checkLater();
    this.#watchIdle();
  }

  /** The person of the first run. Rejects with what the first run has to ask for. */
  async join(
    { users, access, rateLimits }: AccessStores & Pick<Stores, 'users'>,
    { name, email, password, invitation }: Joining,
  ): Promise<User> {
    this.#stores = { access, rateLimits };
    const user =
      invitation === undefined
        ? await this.#knownOrNew(users, { name, email, password })
        : await this.#invited({ name, email, password, invitation });
    await this.admit(user.userId, { access, rateLimits });
    return user;
  }

  async #knownOrNew(users: Stores['users'], { name, email, password }: Joining): Promise<User> {
    const { access } = this.#opened();
    const user = password === undefined ? null : await access.findByEmail(email);
    if (user && password !== undefined && (await access.passwordQuestion(user.userId))) {
      await this.#signInOnline(user, password);
      return user;
    }
    return users.signIn({ name, email });
  }

  async #invited({ name, email, password, invitation = '' }: Joining): Promise<User> {
    const stores = this.#opened();
    const chosen = NewPassword.safeParse(password);
    if (!chosen.success) {
      throw new AppError('password_needed', 'With an invitation a password is chosen');
    }
    await takeAttempt(stores.rateLimits, this.#input.deskId, 'invitation');
    const derived = await derivePassword(chosen.data, this.#input.passwordCost);
    const code = codeBytes(invitation);
    return this.#changing(async () => {
      const user = await stores.access.useInvitation({ code, name, email, password: derived });
      if (!user) throw new AppError('invitation_invalid', 'There is no such invitation any more');
      await this.#begin(user, derived);
      return user;
    });
  }

  /** Rejects with `password_wrong`, `too_many_attempts` or `not_ready`. */
  async signIn(password: string): Promise<void> {
    const entry = this.#entry;
    if (!entry) throw new AppError('not_ready', 'Nobody works here yet');
    try {
      await this.#signInOnline(entry.user, password);
    } catch (error) {
      const isAway =
        isUnreachable(error) || (error instanceof AppError && error.code === 'not_ready');
      if (!isAway) throw error;
      await this.#signInOffline(entry, password);
    }
    this.#unlock();
  }

  /** After a reset. Rejects with `invitation_invalid`, `too_many_attempts` or `database_unreachable`. */
  async useCode(code: string, password: string): Promise<void> {
    const entry = this.#entry;
    if (!entry) throw new AppError('not_ready', 'Nobody works here yet');
    const { name, email } = entry.user;
    await this.#invited({ name, email, password, invitation: code });
    await this.#check(entry.user.userId);
    this.#unlock();
  }

  /** Rejects with `not_allowed` for who has no password. Nothing when it is locked already. */
  lock(reason: LockReason): void {
    if (this.#locked !== null) return;
    if (!this.#known().hasPassword) {
      throw new AppError('not_allowed', 'Without a password nobody could unlock it');
    }
    this.#lockFor(reason);
  }

  /** The computer's own screen was locked: so is this, where idle desktops are. */
  lockWithScreen(): void {
    if (this.#entry?.hasPassword === true && this.#entry.lockAfterMinutes !== null) {
      this.#lockFor('idle');
    }
  }

  /** One's own. Rejects with `password_wrong`, `too_many_attempts`, or as the database does. */
  async setPassword(current: string | undefined, next: string): Promise<void> {
    const { access, rateLimits } = this.#opened();
    const user = this.#known().user;
    await takeAttempt(rateLimits, user.userId, 'password');
    const question = await access.passwordQuestion(user.userId);
    const before =
      question && current !== undefined ? await passphraseKey(current, question.parameters) : null;
    const derived = await derivePassword(next, this.#input.passwordCost);
    await this.#changing(async () => {
      if (!(await access.setPassword(user.userId, before, derived))) {
        throw new AppError('password_wrong', 'The password before is another one');
      }
      await this.#begin(user, derived);
    });
    await this.#check(user.userId);
  }

  async #changing<T>(change: () => Promise<T>): Promise<T> {
    this.#changes += 1;
    try {
      return await change();
    } finally {
      this.#changes += 1;
    }
  }

  async setLocking(locking: Pick<SignInEntry, 'lockAfterMinutes' | 'asksAtStart'>): Promise<void> {
    this.#entry = { ...this.#known(), ...locking };
    await this.#keep();
    this.#watchIdle();
    this.#input.publish('access.changed', {});
  }

  /** Rejects with `not_ready` before anybody works here. */
  facts(): AccessFacts {
    const { user, role, hasPassword, lockAfterMinutes, asksAtStart } = this.#known();
    return {
      ...user,
      role,
      hasPassword,
      isProtected: this.#isProtected,
      lockAfterMinutes,
      asksAtStart,
      refused: refusedTo(role),
    };
  }

  /** Whether a line of the menu is of any use to whoever works here. */
  mayChoose(command: WindowCommand): boolean {
    if (command === 'lock') return this.#entry?.hasPassword === true;
    const needed = commandOfLine[command];
    return needed === undefined || !this.#entry || mayGive(this.#entry.role, needed);
  }

  /** The state as the windows may know it. */
  shown(state: AppState): AppState {
    if (this.#locked === null || !this.#entry) return state;
    if (state.phase !== 'ready' && state.phase !== 'starting') return state;
    return { phase: 'signed_out', name: this.#entry.user.name, reason: this.#locked };
  }

  /** Somebody of the team has another role, or was shut out: at once, and not at the next check only. */
  noteTeamChanged(): void {
    if (this.#stores === null || this.#entry === null) return;
    this.#checkLater(0);
  }

  /** A database refuses the login of this desktop: it may have been ended, and nothing is shown from memory any more. */
  async noteRefused(): Promise<void> {
    if (!this.#entry) return;
    this.#entry = { ...this.#entry, seenAt: 0 };
    await this.#keep();
  }

  /** Nothing is known any more of who worked here. */
  forget(): void {
    this.stop();
    this.#entry = null;
    this.#stores = null;
    this.#locked = null;
  }

  async #signInOnline(user: User, password: string): Promise<void> {
    const { access, rateLimits } = this.#opened();
    await takeAttempt(rateLimits, user.userId, 'password');
    const question = await access.passwordQuestion(user.userId);
    if (!question) throw new AppError('not_allowed', 'This person has no password');
    if (question.isReset) {
      throw new AppError('invitation_needed', 'The password was reset: it takes the code');
    }
    const key = await passphraseKey(password, question.parameters);
    const derived = { parameters: question.parameters, key };
    if (!(await this.#changing(() => this.#takeToken(user, derived)))) {
      throw new AppError('password_wrong', 'The password is another one');
    }
  }

  async #signInOffline(entry: SignInEntry, password: string): Promise<void> {
    const { clock } = this.#input;
    if (!entry.verifier) {
      throw new AppError('database_unreachable', 'The password was never said at this desktop');
    }
    if (waitsUntil(entry) > clock.now()) {
      throw new AppError('too_many_attempts', 'Too many wrong passwords without the database');
    }
    // Counted before it is tried: who ends the app in between gains nothing.
    this.#entry = { ...entry, failures: entry.failures + 1, failedAt: clock.now() };
    await this.#keep();
    if (!(await isPassword(password, entry.verifier))) {
      throw new AppError('password_wrong', 'The password is another one');
    }
    this.#entry = { ...entry, failures: 0 };
    await this.#keep();
  }

  /** A password has just been chosen. */
  async #begin(user: User, derived: DerivedPassword): Promise<void> {
    if (!(await this.#takeToken(user, derived))) {
      throw new AppError('desktop_shut_out', 'This desktop was shut out');
    }
  }

  /** False where the password is not right, or the desktop was shut out. */
  async #takeToken(user: User, derived: DerivedPassword): Promise<boolean> {
    const { computer } = this.#input;
    const token = randomBytes(TOKEN_BYTES);
    const { userId } = user;
    const isIn = await this.#opened().access.signIn({ userId, key: derived.key, token, computer });
    if (!isIn) return false;
    this.#entry = {
      ...(this.#entry?.user.userId === userId ? this.#entry : { ...newEntry, user }),
      hasPassword: true,
      token: token.toString('base64'),
      verifier: verifierOf(derived),
      failures: 0,
    };
    await this.#keep();
    return true;
  }

  async #check(userId: UserId): Promise<void> {
    const { access } = this.#opened();
    const before = this.#entry?.user.userId === userId ? this.#entry : null;
    const known64 = before?.token ?? null;
    const token = known64 === null ? null : Buffer.from(known64, 'base64');
    const { computer, clock } = this.#input;
    const changes = this.#changes;
    const answer = await access.checkIn({ userId, token, computer });
    if (answer.outcome === 'shutOut') {
      throw new AppError('desktop_shut_out', 'This desktop was shut out');
    }
    if (answer.outcome === 'removed') {
      throw new AppError('member_removed', 'This person works here no longer');
    }
    const isProtected = await access.isProtected();
    const { user, role, hasPassword } = answer;
    const now = clock.now();
    // It may have been changed while the database was asked.
    const known = this.#entry?.user.userId === userId ? this.#entry : { ...newEntry, user };
    const isLate = Math.abs(now - known.seenAt) > NOTED_MS;
    const entry = { ...known, user, role, hasPassword, seenAt: isLate ? now : known.seenAt };
    const isChanged =
      isProtected !== this.#isProtected || JSON.stringify(entry) !== JSON.stringify(this.#entry);
    this.#isProtected = isProtected;
    this.#entry = entry;
    if (isChanged) await this.#keep();
    // In the middle of a change of this desktop's own, its token is that of before.
    const isOwnChange = changes !== this.#changes || changes % 2 === 1;
    if (answer.outcome === 'signIn' && !isOwnChange) this.#lockFor('revoked');
    // Nobody could unlock it any more.
    if (!hasPassword && this.#locked !== null) this.#unlock();
    if (isChanged) this.#input.publish('access.changed', {});
  }

  #checkLater(delay = CHECK_MS): void {
    this.#cancelCheck();
    this.#cancelCheck = this.#input.clock.after(delay, () => void this.#checkNow());
  }

  async #checkNow(): Promise<void> {
    const entry = this.#entry;
    const { log } = this.#input;
    if (!entry || !this.#stores || this.#hasEnded) return;
    try {
      await this.#check(entry.user.userId);
    } catch (error) {
      const code = error instanceof AppError ? error.code : null;
      if (error instanceof AppError && (code === 'desktop_shut_out' || code === 'member_removed')) {
        this.#hasEnded = true;
        this.#input.onEnded(error);
        return;
      }
      if (code === 'database_refused_login') {
        await this.noteRefused();
        this.#input.onRefused();
        return;
      }
      if (!isUnreachable(error)) log.warn('This desktop could not say that it is there', { error });
    }
    this.#checkLater();
  }

  #watchIdle(): void {
    this.#cancelIdle();
    const minutes = this.#entry?.lockAfterMinutes ?? null;
    if (minutes === null) return;
    this.#cancelIdle = this.#input.clock.after(IDLE_MS, () => {
      const isIdle = this.#input.idleFor() >= minutes * 60_000;
      if (isIdle && this.#entry?.hasPassword === true && this.#locked === null) {
        this.#lockFor('idle');
      }
      this.#watchIdle();
    });
  }

  #lockFor(reason: LockReason): void {
    if (this.#locked !== null) return;
    this.#locked = reason;
    this.#input.log.info('The desktop is locked', { reason });
    this.#input.onLocked();
  }

  #unlock(): void {
    if (this.#locked === null) return;
    this.#locked = null;
    this.#input.log.info('The desktop is unlocked');
    this.#input.onUnlocked();
  }

  #keep(): Promise<void> {
    const { secrets, log } = this.#input;
    this.#keeping = this.#keeping.then(async () => {
      const entry = this.#entry;
      if (!entry) return;
      await keepSignIn(secrets, entry).catch((error: unknown) => {
        log.warn('Who works here could not be kept', { error });
      });
    });
    return this.#keeping;
  }

  #known(): SignInEntry {
    if (!this.#entry) throw new AppError('not_ready', 'Nobody works here yet');
    return this.#entry;
  }

  #opened(): AccessStores {
    if (!this.#stores) throw new AppError('not_ready', 'The databases are not open');
    return this.#stores;
  }
}

/** What the lines of the menu that change something give. */
const commandOfLine: Partial<Record<WindowCommand, CommandName>> = {
  linkAccount: 'session.link',
  note: 'note.write',
  assignToMe: 'conversation.assign',
  snooze: 'conversation.setStatus',
  resolve: 'conversation.setStatus',
};

/** Of somebody who has just come; the least until the database has said more. */
const newEntry: Omit<SignInEntry, 'user'> = {
  role: 'read_only',
  hasPassword: false,
  token: null,
  verifier: null,
  seenAt: 0,
  lockAfterMinutes: null,
  asksAtStart: false,
  failures: 0,
  failedAt: 0,
};
