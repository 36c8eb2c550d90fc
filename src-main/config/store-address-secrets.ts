/** The names under which the keychain holds the addresses of the team's servers, with their passwords. */
export const MONGODB_URL = 'stores.mongodbUrl';
export const POSTGRES_URL = 'stores.postgresUrl';
/** The certificates that go with them. */
export const MONGODB_SECURITY = 'stores.mongodbSecurity';
export const POSTGRES_SECURITY = 'stores.postgresSecurity';
