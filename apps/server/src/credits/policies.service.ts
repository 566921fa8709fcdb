import { type Policy, type PolicyTimeline, policyOn } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';

/** The installation's policies. Until an administrator adopts another one, the default preset is in force on every date. */
@Injectable()
export class PoliciesService {
  private readonly timeline: PolicyTimeline = [];

  /** The policy in force on a Shanghai date. */
  on(date: string): Policy {
    return policyOn(this.timeline, date);
  }
}
