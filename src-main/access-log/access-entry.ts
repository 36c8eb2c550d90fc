import { z } from 'zod';
import {
  AccessAction,
  AccessOutcome,
  SubjectId,
  SubjectKind,
} from '../../src-preload/contract/access-log.ts';
import { Timestamp, UserId } from '../../src-preload/contract/ids.ts';

/** What somebody did, as it waits on the device: ids alone, nothing that anybody wrote or is called. */
export const AccessEntry = z.object({
  /** By this desktop's clock. */
  at: Timestamp,
  userId: UserId.nullable(),
  action: AccessAction,
  command: z.string().max(64),
  subjectKind: SubjectKind,
  subjectId: SubjectId.nullable(),
  outcome: AccessOutcome,
  count: z.number().int().nonnegative(),
  /** Of an anchor alone: the seal (base64) of the row with number `count` of the chain `subjectId`. */
  mark: z.base64().nullable(),
});
export type AccessEntry = z.infer<typeof AccessEntry>;

/** The last row of a chain that is known. */
export interface ChainHead {
  seq: number;
  /** Base64. */
  seal: string;
}
