import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DocumentsService } from '../media/documents.service.js';
import { EnrolmentService } from './enrolment.service.js';
import type { ReadingDto } from './learning.dto.js';

/** Opening a document. It takes no lease and earns nothing (docs/adr/0014); like a play session, it puts the course on the person's list. */
@Injectable()
export class ReadingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly documents: DocumentsService,
    private readonly enrolments: EnrolmentService,
  ) {}

  /**
   * @param sessionToken of the learner's login; the addresses of the pages open with it only
   * @throws Problem not_found (no such published lesson, or it is no document), course_withdrawn, prerequisite_missing, enrolment_closed, media_not_ready, media_taken_down
   */
  async open(personId: string, sessionToken: string, lessonVersionId: string): Promise<ReadingDto> {
    const lesson = await this.enrolments.openable(personId, lessonVersionId);
    const document = await this.documents.open(lesson.mediaId, sessionToken);
    await this.enrolments.ensure(this.dataSource.manager, personId, lesson.courseId, lesson.courseVersionId);
    return { course: { id: lesson.courseId, title: lesson.courseTitle }, lesson: { lessonVersionId, title: lesson.title, chapterTitle: lesson.chapterTitle }, document };
  }
}
