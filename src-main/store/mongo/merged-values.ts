import { ObjectId, type UpdateFilter } from 'mongodb';
import { z } from 'zod';
import type { MergeField } from '../../../src-preload/contract/contact-duplicates.ts';
import type { ContactId } from '../../../src-preload/contract/ids.ts';
import type { Lookup } from '../../crypto/lookup.ts';
import { detailsOf, nameFields, type ReadContact, wordsOfDetails } from './contact-document.ts';
import type { ContactDocument } from './documents.ts';
import type { SealedFields } from './sealed-fields.ts';

/** Longer notes are not put together: more than a contact takes. */
const NOTES_AT_MOST = 4_000;

/** What of a contact a merge may change. */
export const ContactValues = z.object({
  name: z.string(),
  /** What WhatsApp calls it, where `name` is the team's. */
  whatsappName: z.string().nullable(),
  email: z.string(),
  company: z.string(),
  title: z.string(),
  notes: z.string(),
  businessId: z.string().nullable(),
  isBusinessChosen: z.boolean(),
});
export type ContactValues = z.infer<typeof ContactValues>;

export const MergedValues = z.object({ before: ContactValues, after: ContactValues });

export interface OpenedContact {
  document: ReadContact;
  fields: SealedFields;
}

export function valuesOf({ document, fields }: OpenedContact): ContactValues {
  return {
    name: fields.text('name', document.name),
    whatsappName: document.whatsappName ? fields.text('whatsappName', document.whatsappName) : null,
    ...detailsOf(document, fields),
    businessId: document.businessId?.toHexString() ?? null,
    isBusinessChosen: document.isBusinessChosen ?? false,
  };
}

/** What the contact that is kept has after a merge; `all` has it first. */
export function chosenValues(
  all: readonly { contactId: ContactId; values: ContactValues }[],
  choices: Partial<Record<MergeField, ContactId>>,
): ContactValues | null {
  const own = all[0]?.values;
  if (!own) return null;
  const chosen = (field: MergeField): ContactValues =>
    all.find(({ contactId }) => contactId === choices[field])?.values ?? own;
  const business = chosen('business');
  return {
    ...withTeamName(own, chosen('name').name),
    email: chosen('email').email,
    company: chosen('company').company,
    title: chosen('title').title,
    notes: choices.notes
      ? chosen('notes').notes
      : togetherOf(all.map(({ values }) => values.notes)),
    businessId: business.businessId,
    isBusinessChosen: own.isBusinessChosen || business.businessId !== own.businessId,
  };
}

/** The name that the team gives; what WhatsApp calls the contact is kept beside it. */
export function withTeamName(values: ContactValues, name: string): ContactValues {
  if (name === values.name) return values;
  return { ...values, name, whatsappName: values.whatsappName ?? values.name };
}

/** As it was before a merge; what somebody has changed since stays as it is now. */
export function valuesBefore(
  now: ContactValues,
  { before, after }: z.infer<typeof MergedValues>,
): ContactValues {
  const back = (field: 'email' | 'company' | 'title' | 'notes'): string =>
    now[field] === after[field] ? before[field] : now[field];
  const isNameBack = now.name === after.name && after.name !== before.name;
  const isBusinessBack = now.businessId === after.businessId;
  return {
    name: !isNameBack
      ? now.name
      : before.whatsappName === null
        ? // WhatsApp may have another name for it by now.
          (now.whatsappName ?? before.name)
        : before.name,
    whatsappName: isNameBack && before.whatsappName === null ? null : now.whatsappName,
    email: back('email'),
    company: back('company'),
    title: back('title'),
    notes: back('notes'),
    businessId: isBusinessBack ? before.businessId : now.businessId,
    isBusinessChosen: isBusinessBack ? before.isBusinessChosen : now.isBusinessChosen,
  };
}

/** What writes these values into a contact, with the index by which it is found. */
export function valuesUpdate(
  { document, fields }: OpenedContact,
  lookup: Lookup,
  values: ContactValues,
): UpdateFilter<ContactDocument> {
  const sealed = ['whatsappName', 'email', 'company', 'title', 'notes'] as const;
  const kept = sealed.filter((field) => values[field]);
  const { name, searchTokens } = nameFields(fields, lookup, {
    name: values.name,
    pushname: fields.text('pushname', document.pushname),
    whatsappName: values.whatsappName ?? '',
    phoneNumber: fields.text('phoneNumber', document.phoneNumberSealed),
    details: wordsOfDetails(values),
  });
  return {
    $set: {
      name,
      searchTokens,
      ...Object.fromEntries(kept.map((field) => [field, fields.seal(field, values[field] ?? '')])),
      ...(values.businessId !== null && { businessId: new ObjectId(values.businessId) }),
      ...(values.isBusinessChosen && { isBusinessChosen: true }),
    },
    $unset: {
      ...Object.fromEntries(
        sealed.filter((field) => !values[field]).map((field) => [field, '' as const]),
      ),
      ...(values.businessId === null && { businessId: '' as const }),
      ...(!values.isBusinessChosen && { isBusinessChosen: '' as const }),
    },
  };
}

/** Different notes below each other, as many as fit. */
function togetherOf(notes: readonly string[]): string {
  let together = '';
  for (const note of new Set(notes.map((each) => each.trim()).filter((each) => each !== ''))) {
    const longer = together === '' ? note : `${together}\n\n${note}`;
    if (longer.length <= NOTES_AT_MOST) together = longer;
  }
  return together;
}
