import { z } from 'zod';
import { Timestamp } from './ids.ts';

/** Bytes of one piece in which a file is handed over. */
export const MAXIMUM_PIECE_BYTES = 1024 * 1024;

/** A file that was handed over to be sent; it lies sealed on this computer until WhatsApp has it. */
export const UploadId = z.uuid().brand<'UploadId'>();
export type UploadId = z.infer<typeof UploadId>;

/** As what WhatsApp shows a file. */
export const fileForms = ['image', 'video', 'audio', 'voice_note', 'document', 'sticker'] as const;
export const FileForm = z.enum(fileForms);
export type FileForm = z.infer<typeof FileForm>;

const shortText = z.string().trim().min(1).max(255);

/** A person's card; WhatsApp gets it as a vCard. */
export const ContactCard = z.object({
  name: shortText,
  /** As people write them: `+34 600 111 222`. */
  phoneNumbers: z
    .array(
      z
        .string()
        .trim()
        .regex(/^\+?[\d\s().-]{3,40}$/),
    )
    .min(1)
    .max(10),
});
export type ContactCard = z.infer<typeof ContactCard>;

export const Place = z.object({
  /** Degrees, WGS 84. */
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: shortText.optional(),
  address: shortText.optional(),
});
export type Place = z.infer<typeof Place>;

export const PollDraft = z.object({
  question: shortText,
  /** WhatsApp's own limit is twelve; no two may be the same. */
  options: z
    .array(shortText)
    .min(2)
    .max(12)
    .refine((options) => new Set(options).size === options.length, 'expected different options'),
  allowsMultiple: z.boolean(),
});
export type PollDraft = z.infer<typeof PollDraft>;

/** What a message carries besides its text. For a file the text is its caption; the other kinds carry none. */
export const Attachment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), uploadId: UploadId, form: FileForm }),
  Place.extend({ kind: z.literal('location') }),
  z.object({ kind: z.literal('contact'), cards: z.array(ContactCard).min(1).max(20) }),
  PollDraft.extend({ kind: z.literal('poll') }),
]);
export type Attachment = z.infer<typeof Attachment>;

/** When a message shall go, and the time zone in which a person chose that (`Europe/Madrid`). */
export const Schedule = z.object({
  at: Timestamp,
  timeZone: z.string().max(64).refine(isTimeZone, 'expected an IANA time zone'),
});
export type Schedule = z.infer<typeof Schedule>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
