import { Binary, ObjectId } from 'mongodb';
import { z } from 'zod';

/** How segments are cut and sealed. */
export const MEDIA_FORMAT = 1;

const id = z.custom<ObjectId>((value) => value instanceof ObjectId, 'expected an ObjectId');
const bytes = z.custom<Binary | Uint8Array>(
  (value) => value instanceof Binary || value instanceof Uint8Array,
  'expected a ciphertext',
);

/** A file of GridFS. Names and types stand with the messages that carry it. */
export const FileDocument = z.object({
  _id: id,
  /** Of what is stored: the file and its seals. */
  length: z.number(),
  chunkSize: z.number(),
  uploadDate: z.date(),
  metadata: z.object({
    format: z.literal(MEDIA_FORMAT),
    conversationId: z.string(),
    /** Of the file itself, in bytes. */
    size: z.number(),
    /** A keyed hash of the content, once it is complete. */
    contentId: z.string().optional(),
    /** When a message last began to carry it. */
    takenAt: z.date().optional(),
    /** Until a message carries it; before it has its `contentId` it is not complete either. */
    begunAt: z.date().optional(),
    /** It is being taken away. */
    isAbandoned: z.boolean().optional(),
    deskId: z.string(),
  }),
});
export type FileDocument = z.infer<typeof FileDocument>;

/** One sealed segment. */
export const ChunkDocument = z.object({ _id: id, files_id: id, n: z.number(), data: bytes });
export type ChunkDocument = z.infer<typeof ChunkDocument>;
