import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** One kind of what is kept of a person, for the download of all their data. */
export interface PersonalSection {
  /** Name in data.json. */
  name: string;
  /** Heading for people, in Chinese. */
  title: string;
  /** Fields of the rows with their headings. */
  columns: Record<string, string>;
  rows: Record<string, string | number | boolean | null>[];
}

/** What an erasure takes from a source and what it leaves, with the reason. In Chinese. */
export interface ErasureShare {
  removed: { what: string; count: number }[];
  kept: { what: string; count: number; why: string }[];
}

/** All sources of the installation, in order of their place. */
@Injectable()
export class PersonalDataSources {
  private readonly sources: PersonalDataSource[] = [];

  add(source: PersonalDataSource): void {
    this.sources.push(source);
    this.sources.sort((a, b) => a.place - b.place);
  }

  all(): readonly PersonalDataSource[] {
    return this.sources;
  }
}

/**
 * What a feature keeps of persons. Features register theirs by extending this class and providing it, so that identity
 * reads no other feature's tables. Ids are those of one natural person: the own row and those merged into it.
 */
export abstract class PersonalDataSource {
  /** Where its sections stand in the download. */
  abstract readonly place: number;

  constructor(sources: PersonalDataSources) {
    sources.add(this);
  }

  abstract collect(personIds: string[]): Promise<PersonalSection[]>;

  abstract share(personIds: string[]): Promise<ErasureShare>;

  /** Removes what need not be kept; harmless to repeat. */
  abstract erase(tx: EntityManager, personIds: string[]): Promise<void>;
}
