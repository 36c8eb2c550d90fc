import type { LeadModel } from '../domain/leads/lead-model.ts';
import { decodeModel, LeadModelFile } from './lead-model-file.ts';

/** Reads the text model that comes with the app; not before it is needed, for the app starts without it. */
export async function loadLeadModel(): Promise<LeadModel> {
  const { default: file } = await import('../../resources/lead-model.json', {
    with: { type: 'json' },
  });
  return decodeModel(LeadModelFile.parse(file));
}
