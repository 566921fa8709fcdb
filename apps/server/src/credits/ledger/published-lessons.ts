import { type CourseDeclaration, type PublishedPlace, type QuizEvidence, type QuizSettings, courseEvidenceOf, storedJson } from '@xuexi/domain';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';

const KEPT = 20_000;

type QuizTitles = Pick<QuizEvidence, 'title' | 'courseId' | 'courseTitle'>;

interface PlaceRow extends PublishedPlace {
  lessonVersionId: string;
  courseVersionId: string;
}

/** Lessons and courses as they were published: frozen, so what was read once is kept, up to a number. */
export class PublishedLessons {
  private readonly places = new LRUCache<string, readonly PlaceRow[]>({ max: KEPT });
  private readonly courses = new LRUCache<string, { declared: CourseDeclaration | null; quiz: QuizTitles | null }>({ max: KEPT });

  /** Reads what is not known yet of these lesson and course versions. */
  async load(tx: EntityManager, lessonVersionIds: Iterable<string>, courseVersionIds: Iterable<string>): Promise<void> {
    const lessons = [...new Set(lessonVersionIds)].filter((id) => !this.places.has(id));
    const courses = [...new Set(courseVersionIds)].filter((id) => !this.courses.has(id));
    if (lessons.length > 0) await this.loadPlaces(tx, lessons);
    if (courses.length > 0) await this.loadCourses(tx, courses);
  }

  /** The place of a lesson version in a course version; where it has none there, in the newest that has it. Null: it was never published. */
  placeOf(lessonVersionId: string, courseVersionId: string): PublishedPlace | null {
    const places = this.places.get(lessonVersionId) ?? [];
    return places.find((place) => place.courseVersionId === courseVersionId) ?? places[0] ?? null;
  }

  courseOf(courseVersionId: string): CourseDeclaration | null {
    return this.courses.get(courseVersionId)?.declared ?? null;
  }

  /** What the entry of a course version's quiz says of it. */
  quizOf(courseVersionId: string): QuizTitles | null {
    return this.courses.get(courseVersionId)?.quiz ?? null;
  }

  private async loadPlaces(tx: EntityManager, ids: string[]): Promise<void> {
    const rows: PlaceRow[] = await tx.query(
      `SELECT place.lesson_version_id AS lessonVersionId, place.course_version_id AS courseVersionId, place.title, version.course_id AS courseId, version.title AS courseTitle,
              lesson.duration_seconds AS durationSeconds
         FROM course_version_lesson place JOIN course_version version ON version.id = place.course_version_id JOIN lesson_version lesson ON lesson.id = place.lesson_version_id
        WHERE place.lesson_version_id IN (?) ORDER BY version.number DESC`,
      [ids],
    );
    const byLesson = Map.groupBy(rows, (row) => row.lessonVersionId);
    for (const id of ids) this.places.set(id, byLesson.get(id) ?? []);
  }

  private async loadCourses(tx: EntityManager, ids: string[]): Promise<void> {
    const versions: { id: string; courseId: string; title: string; fixedUnits: number | null; quiz: string | null }[] = await tx.query(
      'SELECT id, course_id AS courseId, title, fixed_units AS fixedUnits, quiz FROM course_version WHERE id IN (?)',
      [ids],
    );
    const lessons: { courseVersionId: string; lessonVersionId: string }[] = await tx.query(
      `SELECT place.course_version_id AS courseVersionId, place.lesson_version_id AS lessonVersionId
         FROM course_version_lesson place JOIN lesson_version lesson ON lesson.id = place.lesson_version_id
        WHERE place.course_version_id IN (?) AND place.required = 1 AND lesson.duration_seconds > 0`,
      [ids],
    );
    const required = Map.groupBy(lessons, (row) => row.courseVersionId);
    for (const id of ids) this.courses.set(id, { declared: null, quiz: null });
    for (const { id, courseId, title, fixedUnits, quiz } of versions) {
      const settings = quizOf(quiz);
      const titles = settings && { title: settings.title, courseId, courseTitle: title };
      this.courses.set(id, { quiz: titles, declared: { required: (required.get(id) ?? []).map((row) => row.lessonVersionId), quiz: settings?.required ?? false, fixedUnits, evidence: { ...courseEvidenceOf({ title, courseId }) } } });
    }
  }
}

/** What can be read no more is no quiz: what was posted for it then has no ground, and is told. */
function quizOf(text: string | null): Pick<QuizSettings, 'title' | 'required'> | null {
  const settings = text === null ? null : storedJson(text);
  if (typeof settings !== 'object' || settings === null || !('title' in settings) || typeof settings.title !== 'string') return null;
  return { title: settings.title, required: settings.required === true };
}
