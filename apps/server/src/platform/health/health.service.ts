import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '../errors/problem.js';

/** The api needs the database to do its work; Redis it never touches (jobs go through the outbox). */
@Injectable()
export class HealthService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws Problem unavailable */
  async assertReady(): Promise<void> {
    try {
      await this.dataSource.query('SELECT 1');
    } catch (cause) {
      throw new Problem('unavailable', [], { cause });
    }
  }
}
