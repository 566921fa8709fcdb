import 'reflect-metadata';
import type { DataSource } from 'typeorm';

const FOLLOWS = Symbol('follows-region');

/** How rows of a table follow their region. */
export interface RegionFollowing {
  /** What its rows are counted as when someone asks what a change will touch; absent: they are not counted. */
  counts?: 'residents' | 'courses' | 'organisations';
  /** SQL of the rows that count; absent: all. */
  counted?: string;
}

/** A table whose rows follow their region. */
export interface RegionFollower extends RegionFollowing {
  table: string;
}

/**
 * Marks an entity whose `regionId` and `regionPath` say where its rows are today: when regions are moved or merged, its
 * rows are taken along in the same transaction. What says where something was (ledger, registrations, residences, audit
 * log) does not bear this mark.
 */
export const FollowsRegion =
  (following: RegionFollowing = {}): ClassDecorator =>
  (target) =>
    Reflect.defineMetadata(FOLLOWS, following, target);

/** The tables of a connection that follow their regions. */
export function regionFollowers(dataSource: DataSource): RegionFollower[] {
  return dataSource.entityMetadatas.flatMap(({ target, tableName }) => {
    const following: RegionFollowing | undefined = typeof target === 'function' ? Reflect.getMetadata(FOLLOWS, target) : undefined;
    return following ? [{ ...following, table: tableName }] : [];
  });
}
