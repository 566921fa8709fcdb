/**
 * A time as it stands in credentials: UTC in whole seconds. Verifiers that read times before they compare bytes (SpruceID's
 * ssi) write `.000` back as nothing, and what was signed with it does not hold for them.
 */
export function credentialTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
