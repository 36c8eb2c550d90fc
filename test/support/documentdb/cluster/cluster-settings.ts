import { createHash } from 'node:crypto';

/** Part of every cluster's postgresql.conf; what differs between runs is given at the start. */
export const CLUSTER_SETTINGS = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
# POSIX shared memory would need a mounted /dev/shm.
dynamic_shared_memory_type = mmap
shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb'
cron.database_name = 'postgres'
# A client session would connect to the port of the cluster that the job was made in.
cron.use_background_workers = on
cron.log_run = off
cron.log_statement = off
documentdb_core.enableCollation = on
documentdb.enableCollationWithNonUniqueOrderedIndexes = on
# MongoDB does not limit a validator; the engine's default is 10 KB.
documentdb.maxSchemaValidatorSize = 1048576
max_connections = 100
max_worker_processes = 16
shared_buffers = 128MB
wal_level = minimal
max_wal_senders = 0
max_wal_size = 256MB
# Two writers that wait for each other are told after this; PostgreSQL's default is a second.
deadlock_timeout = 100ms
# New collections get their statistics at once: before them an indexed read is thirty times slower.
autovacuum_naptime = 3s
autovacuum_analyze_scale_factor = 0.05
random_page_cost = 1.1
jit = off
log_checkpoints = off
# The extension logs at LOG level while all is well.
log_min_messages = fatal
`;

/** Run in a new cluster, as SQL. */
export const CLUSTER_SETUP: readonly string[] = [
  'SET client_min_messages = warning',
  'CREATE EXTENSION documentdb CASCADE',
  // The gateway builds indexes itself, at once.
  "SELECT cron.unschedule(jobid) FROM cron.job WHERE command LIKE '%build_index_concurrently%'",
  // TTL indexes are obeyed within seconds, as a test wants to see it.
  "SELECT cron.alter_job(jobid, schedule := '5 seconds') FROM cron.job WHERE command LIKE '%delete_expired_rows%'",
];

/**
 * What survives.
 *
 * - not durable: what was acknowledged survives the death of every process, because it has been
 *   handed to the operating system; a power failure may destroy the data. For tests and demos.
 * - durable: it survives a power failure too.
 */
export function durabilitySettings(durable: boolean): readonly string[] {
  const value = durable ? 'on' : 'off';
  return [`fsync=${value}`, `full_page_writes=${value}`, 'synchronous_commit=on'];
}

/** Names the template of these settings: other settings, another template. */
export function templateName(): string {
  const hash = createHash('sha256').update(CLUSTER_SETTINGS).update(CLUSTER_SETUP.join(';'));
  return `template-${hash.digest('hex').slice(0, 12)}`;
}
