import { Injectable } from '@nestjs/common';
import { ReviewsService } from '../catalog/reviews.service.js';
import { TeachingService } from '../catalog/teaching.service.js';
import { AppealsService } from '../credits/corrections/appeals.service.js';
import { CorrectionsReading } from '../credits/corrections/corrections-reading.service.js';
import { ClaimReviewService } from '../identity/real-name/claim-review.service.js';
import type { Principal } from '../platform/auth/principal.js';
import type { TodoDto } from './reports.dto.js';

/** 等我处理: what waits for the caller, from every feature that can wait for someone. */
@Injectable()
export class TodoService {
  constructor(
    private readonly reviews: ReviewsService,
    private readonly teaching: TeachingService,
    private readonly claims: ClaimReviewService,
    private readonly corrections: CorrectionsReading,
    private readonly appeals: AppealsService,
  ) {}

  async of(caller: Principal): Promise<TodoDto> {
    const reviews = caller.can('course.review') ? await this.reviews.waitingSummary(caller) : { count: 0, oldestAt: null };
    const approves = caller.can('credits.approve');
    const appeals = approves ? await this.appeals.waitingSummary(caller) : { count: 0, oldestAt: null };
    const teaches = caller.can('course.write');
    return {
      reviewsWaiting: reviews.count,
      oldestReviewAt: reviews.oldestAt?.toISOString() ?? null,
      mediaFailed: teaches ? await this.teaching.failedVideos(caller.accountId) : [],
      coursesReturned: teaches ? await this.teaching.countReturned(caller.accountId) : 0,
      realNamesWaiting: caller.can('real_name.review') ? await this.claims.countPending(caller) : 0,
      correctionsWaiting: approves ? await this.corrections.countWaiting(caller) : 0,
      appealsWaiting: appeals.count,
      oldestAppealAt: appeals.oldestAt?.toISOString() ?? null,
    };
  }
}
