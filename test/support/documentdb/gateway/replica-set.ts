import { asDocument, asDocuments, asNumber, asText, type BsonDocument } from './bson-codec.ts';
import type { Command } from './command.ts';
import { ERROR_CODES, ServerError } from './server-error.ts';

/** What is kept between runs once a replica set has been initiated. */
export interface ReplicaSetState {
  readonly name: string;
  readonly version: number;
}

const READS = new Set(
  'find aggregate count distinct listCollections listIndexes listDatabases collStats dbStats getMore'.split(
    ' ',
  ),
);
const WRITES = new Set(
  'insert update delete findAndModify bulkWrite create drop dropDatabase renameCollection collMod createIndexes dropIndexes'.split(
    ' ',
  ),
);

/**
 * A replica set of one: this server, under the name it was started with.
 *
 * Its member is always the address that the server listens on now. A real member keeps the address
 * of its configuration, and leaves the set when it is started on another port.
 */
export class ReplicaSet {
  #state: ReplicaSetState | null;

  constructor(
    /** Null: a server on its own, without transactions. */
    private readonly name: string | null,
    state: ReplicaSetState | null,
    private readonly save: (state: ReplicaSetState) => void,
  ) {
    if (name !== null && state !== null && state.name !== name) {
      throw new Error(
        `The data belongs to the replica set ${state.name}, and the command line says ${name}`,
      );
    }
    this.#state = name === null ? null : state;
  }

  /** Refuses what a member that is not primary, or a server on its own, would refuse. */
  admit({ name, document }: Command): void {
    if (this.name === null) {
      if (name === 'aggregate') refuseChangeStream(document);
      if (!('txnNumber' in document)) return;
      throw new ServerError(
        ERROR_CODES.IllegalOperation,
        'Transaction numbers are only allowed on a replica set member or mongos',
      );
    }
    if (this.#state !== null) return;
    if (WRITES.has(name)) throw new ServerError(ERROR_CODES.NotWritablePrimary, 'not primary');
    if (READS.has(name)) {
      throw new ServerError(
        ERROR_CODES.NotPrimaryNoSecondaryOk,
        'not primary and secondaryOk=false',
      );
    }
  }

  initiate(configuration: BsonDocument, address: string): void {
    const name = this.#requireName();
    if (this.#state !== null) {
      throw new ServerError(ERROR_CODES.AlreadyInitialized, 'already initialized');
    }
    this.#requireFit(configuration, name, address);
    this.#keep({ name, version: 1 });
  }

  reconfigure(configuration: BsonDocument, address: string): void {
    const state = this.#requireState();
    this.#requireFit(configuration, state.name, address);
    this.#keep({ ...state, version: asNumber(configuration.version, state.version + 1) });
  }

  configuration(address: string): BsonDocument {
    const { name, version } = this.#requireState();
    return {
      _id: name,
      version,
      term: 1,
      members: [
        { _id: 0, host: address, arbiterOnly: false, hidden: false, priority: 1, votes: 1 },
      ],
      settings: { electionTimeoutMillis: 10_000, heartbeatIntervalMillis: 2_000 },
    };
  }

  status(address: string): BsonDocument {
    const { name, version } = this.#requireState();
    return {
      set: name,
      date: new Date(),
      myState: 1,
      term: 1,
      members: [
        {
          _id: 0,
          name: address,
          health: 1,
          state: 1,
          stateStr: 'PRIMARY',
          uptime: Math.floor(process.uptime()),
          configVersion: version,
          self: true,
        },
      ],
    };
  }

  /** The part of `hello` that tells a driver what this server is. */
  role(address: string): BsonDocument {
    if (this.name === null) return { isWritablePrimary: true, ismaster: true };
    if (this.#state === null) {
      return {
        isWritablePrimary: false,
        ismaster: false,
        secondary: false,
        isreplicaset: true,
        info: 'Does not have a valid replica set config',
      };
    }
    const { name, version } = this.#state;
    return {
      isWritablePrimary: true,
      ismaster: true,
      secondary: false,
      setName: name,
      setVersion: version,
      hosts: [address],
      primary: address,
      me: address,
    };
  }

  #requireName(): string {
    if (this.name !== null) return this.name;
    throw new ServerError(
      ERROR_CODES.NoReplicationEnabled,
      'This node was not started with replication enabled.',
    );
  }

  #requireState(): ReplicaSetState {
    if (this.name === null) {
      throw new ServerError(ERROR_CODES.NoReplicationEnabled, 'not running with --replSet');
    }
    if (this.#state !== null) return this.#state;
    throw new ServerError(ERROR_CODES.NotYetInitialized, 'no replset config has been received');
  }

  #requireFit(configuration: BsonDocument, name: string, address: string): void {
    const id = asText(configuration._id, name);
    if (id !== name) {
      throw new ServerError(
        ERROR_CODES.InvalidReplicaSetConfig,
        `Attempting to initiate a replica set with name ${id}, but command line reports ${name}; rejecting`,
      );
    }
    const members = asDocuments(configuration.members);
    if (members.length > 1) {
      throw new ServerError(
        ERROR_CODES.InvalidReplicaSetConfig,
        'This engine is a replica set of one; other members cannot be added',
      );
    }
    const host = asText(asDocument(members[0]).host, address);
    const port = address.split(':').at(-1);
    if (!['127.0.0.1', 'localhost'].some((own) => host === `${own}:${port}`)) {
      throw new ServerError(
        ERROR_CODES.NodeNotFound,
        `No host described in new configuration with {version: 1} for replica set ${name} maps to this node`,
      );
    }
  }

  #keep(state: ReplicaSetState): void {
    this.save(state);
    this.#state = state;
  }
}

function refuseChangeStream({ pipeline }: BsonDocument): void {
  if (!Array.isArray(pipeline) || asDocument(pipeline[0]).$changeStream === undefined) return;
  throw new ServerError(
    ERROR_CODES.ChangeStreamsNeedReplicaSet,
    'The $changeStream stage is only supported on replica sets',
  );
}
