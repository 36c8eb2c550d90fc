import type { ExportResult } from '../../../src-preload/contract/data-export.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { type FakeBridge, succeed } from './fake-bridge.ts';
import { uuid } from './sample-data.ts';

const result: ExportResult = {
  ...{ exportId: uuid(710), fileName: 'marta-vidal.zip', bytes: 12_480_000, missingFiles: 1 },
  counts: {
    contact: 1,
    identity: 3,
    conversation: 2,
    message: 1_284,
    file: 96,
    consent: 3,
    access: 41,
  },
};

/** An export that ends at once; an import that takes a password. */
export function handleDataExport(
  bridge: FakeBridge,
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  bridge
    .handle('export.person', () => fill(() => result))
    .handle('export.business', () => fill(() => result))
    .handle('export.cancel', () => succeed(null))
    .handle('export.running', () => fill(() => null))
    .handle('export.chooseArchive', () =>
      succeed({ exportId: uuid(711), fileName: 'corner-shop.zip', isEncrypted: true }),
    )
    .handle('export.import', () =>
      fill(() => ({
        exportId: uuid(711),
        imported: { business: 1, contact: 212, conversation: 240, message: 41_204, lead: 96 },
        alreadyThere: { label: 4 },
        left: { access: 9_120, day: 400 },
        refused: 2,
        refusals: [
          {
            kind: 'contact' as const,
            entry: 'contacts.jsonl',
            line: 41,
            reason: 'suppressed' as const,
          },
          { kind: 'file' as const, entry: 'media/81.jpg', line: 0, reason: 'file' as const },
        ],
      })),
    );
}
