import { z } from 'zod';
import { User } from './app.ts';
import { Timestamp, UserId } from './ids.ts';

/** What somebody may do, from the most to the least. */
export const roles = ['owner', 'manager', 'agent', 'read_only'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** Characters of the shortest password that is taken. */
export const SHORTEST_PASSWORD = 10;

/** A password that somebody chooses. One that is only tried may be of any length. */
export const NewPassword = z.string().trim().min(SHORTEST_PASSWORD).max(1000);
export const Password = z.string().min(1).max(1000);

/** A code of an invitation as it is typed: in capitals or not, with or without its dashes. */
export const InvitationCode = z.string().trim().min(1).max(100);

/** After how many idle minutes the desktop locks itself; null for never. */
export const LockAfter = z.number().int().min(1).max(240).nullable();

/** Who works at this desktop, and what that means. */
export const Access = z.object({
  userId: UserId,
  name: z.string(),
  email: z.string(),
  role: Role,
  hasPassword: z.boolean(),
  /** Whether the workspace asks everybody for a password, and newcomers for an invitation: an owner has one. */
  isProtected: z.boolean(),
  lockAfterMinutes: LockAfter,
  /** Whether the password is asked for at every start. */
  asksAtStart: z.boolean(),
  /** What this role may not do: commands by their names, and settings as `settings.historyDays`. */
  refused: z.array(z.string()),
});
export type Access = z.infer<typeof Access>;

export const Member = User.extend({ role: Role, hasPassword: z.boolean() });
export type Member = z.infer<typeof Member>;

export const Invitation = z.object({
  invitationId: z.string().regex(/^[0-9a-f]{24}$/, 'expected 24 hexadecimal digits'),
  email: z.string(),
  role: Role,
  expiresAt: Timestamp,
});
export type Invitation = z.infer<typeof Invitation>;

/** A code that is shown once. */
export const IssuedCode = z.object({ code: z.string(), expiresAt: Timestamp });
export type IssuedCode = z.infer<typeof IssuedCode>;

export const KnownDesktop = z.object({
  deskId: z.uuid(),
  /** As the computer calls itself. */
  name: z.string(),
  userName: z.string(),
  lastSeenAt: Timestamp,
  /** The login with which it comes to PostgreSQL. */
  login: z.string(),
  isThis: z.boolean(),
  shutOutAt: Timestamp.nullable(),
});
export type KnownDesktop = z.infer<typeof KnownDesktop>;

/**
 * What became of the PostgreSQL login of a desktop that was shut out: it was ended; other desktops use the same; or this
 * desktop's own login may not end it, and an administrator has to.
 */
export const EndedLogin = z.enum(['ended', 'shared', 'by_hand']);
export type EndedLogin = z.infer<typeof EndedLogin>;

const none = z.object({});

export const accessCommands = {
  /** `not_ready` before anybody works here. */
  'access.get': { input: none, output: Access },
  /** `password_wrong`, `too_many_attempts`. */
  'access.signIn': { input: z.object({ password: Password }), output: z.null() },
  /** After an owner has reset the password. `invitation_invalid`, `too_many_attempts`. */
  'access.useCode': {
    input: z.object({ code: InvitationCode, password: NewPassword }),
    output: z.null(),
  },
  /** Locks this desktop at once. `not_allowed` for who has no password: nobody could unlock it. */
  'access.lock': { input: none, output: z.null() },
  /** One's own. `current` is needed where there is one: `password_wrong` otherwise. */
  'access.setPassword': {
    input: z.object({ current: Password.optional(), next: NewPassword }),
    output: z.null(),
  },
  'access.setLocking': {
    input: z.object({ lockAfterMinutes: LockAfter, asksAtStart: z.boolean() }),
    output: z.null(),
  },

  /** Everybody who works here, by name. */
  'member.list': { input: none, output: z.array(Member) },
  /** `last_owner` when nobody would be left who may give roles. */
  'member.setRole': { input: z.object({ userId: UserId, role: Role }), output: z.null() },
  /** Their desktops end at their next contact; what they did keeps their name. `last_owner`. */
  'member.remove': { input: z.object({ userId: UserId }), output: z.null() },
  /** The password is gone at once, on all of their desktops; with the code they choose another one. */
  'member.resetPassword': { input: z.object({ userId: UserId }), output: IssuedCode },

  /** Those that nobody has used yet and that hold still, newest first. */
  'invitation.list': { input: none, output: z.array(Invitation) },
  /** In place of the one before for the same person. `not_allowed` for somebody who works here with a password. */
  'invitation.create': {
    input: z.object({ email: z.email().max(320), role: Role }),
    output: IssuedCode,
  },
  'invitation.cancel': { input: Invitation.pick({ invitationId: true }), output: z.null() },

  /** Desktops that have ever worked with these databases, the one that was seen last first. */
  'device.list': { input: none, output: z.array(KnownDesktop) },
  /**
   * A desktop that was lost: it gets nothing any more and forgets what it knows at its next contact, and the workspace
   * key is renewed, so that every other desktop asks for the passphrase once. `passphrase_wrong`: nothing was done.
   */
  'device.shutOut': {
    input: z.object({ deskId: z.uuid(), passphrase: z.string().min(1).max(1000) }),
    output: z.object({ login: EndedLogin }),
  },
} as const;

export const accessEvents = {
  /** The role, the password or the locking of whoever works here is another one. */
  'access.changed': none,
} as const;
