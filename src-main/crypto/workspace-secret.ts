import { z } from 'zod';
import type { SecretStore } from '../config/secret-store.ts';
import { KEY_BYTES } from './sealed-box.ts';
import type { WorkspaceKey } from './workspace-key.ts';

/** The keychain's entry for the workspace key. */
const NAME = 'workspace.key';

const StoredKey = z.object({
  workspaceId: z.string(),
  version: z.int().positive(),
  key: z.base64().transform((text) => Buffer.from(text, 'base64')),
});

/** The key that this desktop has, or null when the keychain has none (or none that can be one). */
export async function readWorkspaceSecret(secrets: SecretStore): Promise<WorkspaceKey | null> {
  const stored = await secrets.get(NAME);
  if (stored === null) return null;
  const parsed = StoredKey.safeParse(parseJson(stored));
  if (!parsed.success || parsed.data.key.length !== KEY_BYTES) return null;
  const { workspaceId, version, key } = parsed.data;
  return { workspaceId, version, bytes: key };
}

/** Keeps the key for the next start. The key of another workspace is put aside under a name of its own. */
export async function keepWorkspaceSecret(secrets: SecretStore, key: WorkspaceKey): Promise<void> {
  const known = await readWorkspaceSecret(secrets);
  if (known && toText(known) === toText(key)) return;
  if (known && known.workspaceId !== key.workspaceId) {
    await secrets.set(`${NAME}:${known.workspaceId}`, toText(known));
  }
  await secrets.set(NAME, toText(key));
}

function toText({ workspaceId, version, bytes }: WorkspaceKey): string {
  return JSON.stringify({ workspaceId, version, key: bytes.toString('base64') });
}

/** Undefined where the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not there is refused by the next check.
    return undefined;
  }
}
