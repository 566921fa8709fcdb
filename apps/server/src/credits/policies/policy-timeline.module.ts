import { Module } from '@nestjs/common';
import { PoliciesService } from './policies.service.js';

/** Which policy is in force when: for every process that values learning. */
@Module({ providers: [PoliciesService], exports: [PoliciesService] })
export class PolicyTimelineModule {}
