import { Binary } from 'bson';
import { asDocument, type BsonDocument } from './bson-codec.ts';

/** The logical session of a command, or of a `{ id }` in endSessions; '' when there is none. */
export function sessionKey(command: BsonDocument): string {
  const session = 'lsid' in command ? asDocument(command.lsid) : command;
  const id = session.id;
  return id instanceof Binary ? Buffer.from(id.buffer).toString('hex') : '';
}
