import type { ErrorCode } from '../../src-preload/contract/result.ts';
import type { StoreProblem } from '../../src-preload/contract/store-connection.ts';
import { AppError } from '../common/app-error.ts';

/** A connection to a database that cannot be had, with the finer reason that a test of it shows. */
export class StoreProblemError extends AppError {
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem, message: string, options?: { cause?: unknown }) {
    super(codes[problem], message, options);
    this.problem = problem;
  }
}

const codes: Readonly<Record<StoreProblem, ErrorCode>> = {
  address_shape: 'database_address_invalid',
  weakened_check: 'database_certificate_refused',
  file_parameter: 'database_address_invalid',
  certificate_shape: 'database_certificate_refused',
  plain_text: 'database_plain_text_refused',
  host_unknown: 'database_unreachable',
  port_closed: 'database_unreachable',
  port_silent: 'database_unreachable',
  no_tls: 'database_plain_text_refused',
  certificate_authority: 'database_certificate_refused',
  certificate_host: 'database_certificate_refused',
  certificate_date: 'database_certificate_refused',
  client_certificate: 'database_certificate_refused',
  tls_failed: 'database_unreachable',
  login: 'database_refused_login',
  no_database: 'database_address_invalid',
  rights: 'database_rights_missing',
  not_replica_set: 'database_not_replica_set',
  too_old: 'database_too_old',
  lost: 'database_unreachable',
  other: 'internal',
};
