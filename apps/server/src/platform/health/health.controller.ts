import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { Public } from '../auth/access.js';
import { Returns } from '../http/returns.js';
import { HealthService } from './health.service.js';

const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process runs. */
  @Get('live')
  @Public()
  @Returns(healthSchema)
  live() {
    return { status: 'ok' as const };
  }

  /** The process can do its work: the database answers. 503 otherwise. */
  @Get('ready')
  @Public()
  @Returns(healthSchema)
  async ready() {
    await this.health.assertReady();
    return { status: 'ok' as const };
  }
}
