import type {
  KeyStore,
  WorkspaceRecord,
  WrappedDataKey,
} from '../../../src-main/store/key-store.ts';

/** Keys in memory, with the promises of the port, for tests of what has nothing to do with their storage. */
export function memoryKeyStore(): KeyStore {
  let workspace: WorkspaceRecord | null = null;
  const dataKeys = new Map<string, WrappedDataKey>();
  const before = (version: number): WrappedDataKey[] =>
    [...dataKeys.values()].filter(({ keyVersion }) => keyVersion < version);
  const stands = ({ subject, wrapped }: WrappedDataKey): boolean =>
    dataKeys.get(subject)?.wrapped.equals(wrapped) === true;
  return {
    workspace: async () => workspace,
    changeWorkspace: async (record) => {
      if (record.revision !== (workspace?.revision ?? 0) + 1) return 'superseded';
      workspace = record;
      return 'changed';
    },
    dataKeys: async (subjects) => subjects.flatMap((subject) => dataKeys.get(subject) ?? []),
    addDataKeys: async (added) => {
      const standing = added.map((key) => dataKeys.get(key.subject) ?? key);
      for (const key of standing) dataKeys.set(key.subject, key);
      return { standing, newestVersion: workspace?.version ?? 0 };
    },
    removeDataKey: async (key) => {
      if (stands(key)) dataKeys.delete(key.subject);
    },
    dataKeysBefore: async (version, { after, limit }) =>
      before(version)
        .filter(({ subject }) => subject > after)
        .sort((one, other) => (one.subject < other.subject ? -1 : 1))
        .slice(0, limit),
    countDataKeys: async (version) => ({ all: dataKeys.size, before: before(version).length }),
    rewrapDataKeys: async (changes) => {
      for (const { from, to } of changes) if (stands(from)) dataKeys.set(to.subject, to);
    },
  };
}
