import { Binary, type Db, type Document, MongoServerError } from 'mongodb';
import { z } from 'zod';
import { AppError } from '../../common/app-error.ts';
import { classifyRejections } from '../classify-rejections.ts';
import type { KeyStore, WorkspaceRecord, WrappedDataKey } from '../key-store.ts';
import { SCHEMA_VERSION } from './documents.ts';
import { classifyMongoError } from './mongo-connection.ts';
import { DUPLICATE_KEY, insertUnlessThere } from './repeat-upsert.ts';

/** There is one workspace in a database: its record has this id. */
const WORKSPACE = 'workspace';

/** What is written; what is read is parsed. */
interface KeyDocument extends Document {
  _id: string;
}

const bytes = z
  .custom<Binary>((value) => value instanceof Binary, 'expected a Binary')
  .transform((binary) => Buffer.from(binary.buffer));

const WorkspaceDocument = z.object({
  workspaceId: z.string(),
  revision: z.int().positive(),
  version: z.int().positive(),
  passphrase: z.object({
    algorithm: z.literal('scrypt'),
    cost: z.int(),
    blockSize: z.int(),
    parallelization: z.int(),
    salt: bytes,
  }),
  byPassphrase: bytes,
  proof: bytes,
  previous: z.object({ newestSealed: bytes, sealedByNewest: bytes }).nullable(),
});

const DataKeyDocument = z.object({
  _id: z.string(),
  keyVersion: z.int().positive(),
  wrapped: bytes,
});

/** The keys in `workspace_keys` and `data_keys`. `deskId` is this desktop. */
export function mongoKeyStore({ db, deskId }: { db: Db; deskId: string }): KeyStore {
  const workspaces = db.collection<KeyDocument>('workspace_keys');
  const keys = db.collection<KeyDocument>('data_keys');

  async function readWorkspace(): Promise<WorkspaceRecord | null> {
    const document = await workspaces.findOne({ _id: WORKSPACE });
    return document && parsed(WorkspaceDocument, document);
  }

  async function readDataKeys(subjects: readonly string[]): Promise<WrappedDataKey[]> {
    const documents = await keys.find({ _id: { $in: [...subjects] } }).toArray();
    return documents.map(toWrappedDataKey);
  }

  /**
   * The subjects that had a key already. Inserts, not upserts: DocumentDB lets the slower of two upserts replace what
   * the quicker one has made.
   */
  async function insertKeys(added: readonly WrappedDataKey[]): Promise<ReadonlySet<string>> {
    const taken = await insertUnlessThere(
      keys,
      added.map(({ subject, keyVersion, wrapped }) => ({
        _id: subject,
        keyVersion,
        wrapped: new Binary(wrapped),
        ...newDocument(deskId),
      })),
    );
    return new Set([...taken].flatMap((index) => added[index]?.subject ?? []));
  }

  const store: KeyStore = {
    workspace: readWorkspace,

    async changeWorkspace(record) {
      if (record.revision === 1) {
        const first = { _id: WORKSPACE, ...toFields(record), ...newDocument(deskId) };
        return (await isInserted(workspaces.insertOne(first))) ? 'changed' : 'superseded';
      }
      const { matchedCount } = await workspaces.updateOne(
        { _id: WORKSPACE, workspaceId: record.workspaceId, revision: record.revision - 1 },
        { $set: { ...toFields(record), ...changedDocument(deskId) } },
      );
      return matchedCount === 1 ? 'changed' : 'superseded';
    },

    dataKeys: readDataKeys,

    async addDataKeys(added) {
      const taken = await insertKeys(added);
      const standing = added.filter(({ subject }) => !taken.has(subject));
      if (taken.size > 0) standing.push(...(await readDataKeys([...taken])));
      // After it, never before: whoever rotates since then has counted these keys.
      const workspace = await readWorkspace();
      return { standing, newestVersion: workspace?.version ?? 0 };
    },

    async removeDataKey({ subject, wrapped }) {
      await keys.deleteOne({ _id: subject, wrapped: new Binary(wrapped) });
    },

    async dataKeysBefore(version, { after, limit }) {
      const documents = await keys
        .find({ _id: { $gt: after }, keyVersion: { $lt: version } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return documents.map(toWrappedDataKey);
    },

    async countDataKeys(version) {
      const [all, before] = await Promise.all([
        keys.countDocuments(),
        keys.countDocuments({ keyVersion: { $lt: version } }),
      ]);
      return { all, before };
    },

    async rewrapDataKeys(changes) {
      if (changes.length === 0) return;
      await keys.bulkWrite(
        changes.map(({ from, to }) => ({
          updateOne: {
            filter: { _id: from.subject, wrapped: new Binary(from.wrapped) },
            update: {
              $set: {
                keyVersion: to.keyVersion,
                wrapped: new Binary(to.wrapped),
                ...changedDocument(deskId),
              },
            },
          },
        })),
        { ordered: false },
      );
    },
  };
  return classifyRejections(store, classifyMongoError);
}

/** What was sealed for this subject cannot be read any more, in backups either. */
export async function destroyDataKey(db: Db, subject: string): Promise<void> {
  await db.collection<KeyDocument>('data_keys').deleteOne({ _id: subject });
}

/** Whether it was inserted; false when there is one with this id already. */
async function isInserted(insertion: Promise<unknown>): Promise<boolean> {
  try {
    await insertion;
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
    throw error;
  }
}

function toFields({ passphrase, previous, ...record }: WorkspaceRecord): object {
  return {
    workspaceId: record.workspaceId,
    revision: record.revision,
    version: record.version,
    passphrase: { ...passphrase, salt: new Binary(passphrase.salt) },
    byPassphrase: new Binary(record.byPassphrase),
    proof: new Binary(record.proof),
    previous: previous && {
      newestSealed: new Binary(previous.newestSealed),
      sealedByNewest: new Binary(previous.sealedByNewest),
    },
  };
}

function toWrappedDataKey(document: unknown): WrappedDataKey {
  const { _id, keyVersion, wrapped } = parsed(DataKeyDocument, document);
  return { subject: _id, keyVersion, wrapped };
}

/** What is no key's document was altered. */
function parsed<T>(shape: z.ZodType<T>, document: unknown): T {
  const { success, data, error } = shape.safeParse(document);
  if (success) return data;
  throw new AppError('data_unreadable', 'A document of keys has another shape', { cause: error });
}

function newDocument(deskId: string): object {
  return { schemaVersion: SCHEMA_VERSION, createdAt: new Date(), ...changedDocument(deskId) };
}

function changedDocument(deskId: string): { updatedAt: Date; updatedBy: string } {
  return { updatedAt: new Date(), updatedBy: deskId };
}
