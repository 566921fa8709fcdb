/** An address of the services that `npm test` starts. @throws Error that names it when it is missing */
export function environment(name: 'TEST_DATABASE_URL' | 'TEST_REDIS_URL'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run npm test, or start the services yourself (CONTRIBUTING.md)`);
  return value;
}
