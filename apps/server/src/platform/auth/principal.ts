import { type Permission, type Role, roleCan } from '@xuexi/domain';

/** A role held over one region and everything under it. `regionPath` is '' for the whole installation. */
export interface Grant {
  role: Role;
  regionId: string | null;
  regionPath: string;
}

/** A session that has begun but is not complete: the account's second factor was not given yet, or its password came from a desk. */
export type Pending = 'second_factor' | 'password';

/** Who is asking: read from the session on every request, so that changed roles count at once. */
export class Principal {
  constructor(
    readonly accountId: string,
    readonly personId: string,
    readonly sessionId: string,
    readonly grants: readonly Grant[],
    /** When password or code was last asked for again in this session; null: never. */
    readonly confirmedAt: Date | null = null,
    /** Roles are held that count only after a second factor, which this session lacks. */
    readonly secondFactorMissing = false,
    /** What this session must do before anything else; null: nothing. */
    readonly pending: Pending | null = null,
  ) {}

  can(permission: Permission): boolean {
    return this.grants.some((grant) => roleCan(grant.role, permission));
  }

  /**
   * Region paths within which `permission` holds. Role and region always come from the same grant
   * (reliability.md, requirement 7); an ancestor's path makes those below it superfluous.
   */
  scope(permission: Permission): string[] {
    const paths = this.grants.filter((grant) => roleCan(grant.role, permission)).map((grant) => grant.regionPath);
    return paths.filter((path, i) => !paths.some((other, j) => path.startsWith(other) && (other.length < path.length || j < i)));
  }
}

/** Finds the principal of a session cookie; identity provides it, so that platform knows no feature. */
export abstract class PrincipalResolver {
  abstract resolve(sessionToken: string): Promise<Principal | null>;
}
