import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { CatalogService } from '../../catalog/catalog.service.js';
import { PersonsService } from '../../identity/persons.service.js';
import { Clock } from '../../platform/clock.js';
import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { LessonNote } from './lesson-note.entity.js';
import type { NewNoteDto, NoteDto } from './notes.dto.js';

/** Notes of one person in one lesson: more than anyone writes by hand. */
const MAX_IN_LESSON = 200;

/** A note with its words. */
export type OpenNote = Omit<LessonNote, 'textCipher'> & { text: string };

/** What learners write down at a second of a lesson, encrypted with their own key: nobody else reads it. */
@Injectable()
export class NotesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: CatalogService,
    private readonly persons: PersonsService,
    private readonly clock: Clock,
  ) {}

  /** In order of their place. */
  async list(personId: string, lessonVersionId: string): Promise<NoteDto[]> {
    const rows = await this.dataSource.manager.find(LessonNote, { where: { personId, lessonVersionId }, order: { position: 'ASC', createdAt: 'ASC', id: 'ASC' } });
    return rows.length === 0 ? [] : (await this.opened(rows)).map(describe);
  }

  /** Everything that persons wrote, newest first. */
  async all(personIds: string[]): Promise<OpenNote[]> {
    return this.opened(await this.dataSource.manager.find(LessonNote, { where: { personId: In(personIds) }, order: { createdAt: 'DESC', id: 'DESC' } }));
  }

  /** @throws Problem not_found (no such published lesson), invalid_input (beyond its end, or too many) */
  async add(personId: string, { lessonVersionId, position, text }: NewNoteDto): Promise<NoteDto> {
    const { courseId, durationSeconds } = await this.catalog.playable(lessonVersionId);
    if (position > durationSeconds) throw new Problem('invalid_input', [{ field: 'position', message: '位置超出了本课的长度' }]);
    const present = await this.dataSource.manager.countBy(LessonNote, { personId, lessonVersionId });
    if (present >= MAX_IN_LESSON) throw new Problem('invalid_input', [{ field: 'text', message: `一课最多 ${MAX_IN_LESSON} 条笔记，请先删去不用的` }]);
    const now = this.clock.date();
    const [id, cipher] = [newId(), await this.cipherOf(personId)];
    const note = { id, personId, courseId, lessonVersionId, position, createdAt: now, updatedAt: now };
    await this.dataSource.manager.insert(LessonNote, { ...note, textCipher: cipher.encrypt(text, placeOf(id)) });
    return describe({ ...note, text });
  }

  /** @throws Problem not_found unless it is the person's own */
  async change(personId: string, id: string, text: string): Promise<NoteDto> {
    const { manager } = this.dataSource;
    const { textCipher: _, ...note } = (await manager.findOneBy(LessonNote, { id, personId })) ?? absent();
    const updatedAt = this.clock.date();
    const textCipher = (await this.cipherOf(personId)).encrypt(text, placeOf(id));
    await manager.update(LessonNote, { id, personId }, { textCipher, updatedAt });
    return describe({ ...note, updatedAt, text });
  }

  /** @throws Problem not_found unless it is the person's own */
  async remove(personId: string, id: string): Promise<void> {
    const { affected } = await this.dataSource.manager.delete(LessonNote, { id, personId });
    if (affected === 0) throw new Problem('not_found');
  }

  /** The notes of a person who was merged into another, under the other's key. */
  async handOver(tx: EntityManager, keptId: string, absorbedId: string): Promise<void> {
    const rows = await tx.findBy(LessonNote, { personId: absorbedId });
    if (rows.length === 0) return;
    const ciphers = await this.persons.ciphers([keptId, absorbedId], tx);
    const [from, to] = [ciphers.get(absorbedId)!, ciphers.get(keptId)!];
    for (const { id, textCipher } of rows) {
      await tx.update(LessonNote, { id }, { personId: keptId, textCipher: to.encrypt(from.decrypt(textCipher, placeOf(id)), placeOf(id)) });
    }
  }

  private async opened(rows: LessonNote[]): Promise<OpenNote[]> {
    const ciphers = await this.persons.ciphers([...new Set(rows.map(({ personId }) => personId))]);
    return rows.flatMap(({ textCipher, ...note }) => {
      const cipher = ciphers.get(note.personId);
      return cipher ? [{ ...note, text: cipher.decrypt(textCipher, placeOf(note.id)) }] : [];
    });
  }

  private async cipherOf(personId: string): Promise<FieldCipher> {
    return (await this.persons.ciphers([personId])).get(personId) ?? absent();
  }
}

function placeOf(row: string): { table: string; column: string; row: string } {
  return { table: 'lesson_note', column: 'text', row };
}

function absent(): never {
  throw new Problem('not_found');
}

function describe({ id, lessonVersionId, position, text, createdAt, updatedAt }: OpenNote): NoteDto {
  return { id, lessonVersionId, position, text, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
