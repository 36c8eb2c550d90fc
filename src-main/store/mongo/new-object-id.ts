import { ObjectId } from 'mongodb';

/** A fresh ObjectId as 24 hexadecimal digits, for rows that MongoDB's documents refer to. */
export function newObjectId(): string {
  return new ObjectId().toHexString();
}
