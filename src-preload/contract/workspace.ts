import { z } from 'zod';

/** Characters of the shortest passphrase that a workspace takes. */
export const SHORTEST_PASSPHRASE = 12;

/** A passphrase that somebody chooses. One that is only tried may be of any length. */
export const NewPassphrase = z.string().trim().min(SHORTEST_PASSPHRASE).max(1000);

const Passphrase = z.string().min(1).max(1000);

/** How far the rewrapping of data keys has come, in keys; over when both are equal, or when it has failed. */
export const RotationProgress = z.object({
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
  /** It has ended before all were done; what is left is taken up at the next start, or when a person asks. */
  hasFailed: z.literal(true).optional(),
});
export type RotationProgress = z.infer<typeof RotationProgress>;

export const EncryptionStatus = z.object({
  /** The version of the workspace key, from 1. */
  keyVersion: z.number().int().positive(),
  /** Null when this desktop is rewrapping nothing. */
  rotation: RotationProgress.nullable(),
});
export type EncryptionStatus = z.infer<typeof EncryptionStatus>;

const none = z.object({});

export const workspaceCommands = {
  'workspace.status': { input: none, output: EncryptionStatus },
  /** From the phase `locked` on. `passphrase_wrong` leaves it locked. */
  'workspace.unlock': { input: z.object({ passphrase: Passphrase }), output: z.null() },
  /**
   * Makes the next version of the workspace key; what it wraps is rewrapped in the background, which
   * `workspace.rotationProgress` tells. A rotation that has not ended goes on instead.
   */
  'workspace.rotateKey': {
    input: z.object({ passphrase: Passphrase }),
    output: EncryptionStatus,
  },
  'workspace.changePassphrase': {
    input: z.object({ current: Passphrase, next: NewPassphrase }),
    output: z.null(),
  },
} as const;

export const workspaceEvents = {
  'workspace.rotationProgress': RotationProgress,
} as const;
