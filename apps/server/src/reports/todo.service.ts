import { Injectable } from '@nestjs/common';
import { ReviewsService } from '../catalog/reviews.service.js';
import { TeachingService } from '../catalog/teaching.service.js';
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
  ) {}

  async of(caller: Principal): Promise<TodoDto> {
    const reviews = caller.can('course.review') ? await this.reviews.waitingSummary(caller) : { count: 0, oldestAt: null };
    const teaches = caller.can('course.write');
    return {
      reviewsWaiting: reviews.count,
      oldestReviewAt: reviews.oldestAt?.toISOString() ?? null,
      mediaFailed: teaches ? await this.teaching.failedVideos(caller.accountId) : [],
      coursesReturned: teaches ? await this.teaching.countReturned(caller.accountId) : 0,
      realNamesWaiting: caller.can('real_name.review') ? await this.claims.countPending(caller) : 0,
    };
  }
}
