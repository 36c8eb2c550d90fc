import type { Db } from 'mongodb';

/** One numbered step of the document database. Safe to run twice: two desktops may start together. */
export interface MongoMigration {
  number: number;
  /** What it does, as a sentence. */
  intent: string;
  up(db: Db): Promise<void>;
}
