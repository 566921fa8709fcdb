import { z } from 'zod';
import { idSchema, listOf, timeSchema } from '../../platform/http/schemas.js';

const text = z.string('请写下笔记').trim().min(1, '请写下笔记').max(1000, '一条笔记最多 1000 个字');

export const notesQuery = z.object({ lessonVersionId: idSchema });

export const newNoteSchema = z
  .object({ lessonVersionId: idSchema, position: z.int('位置不对').min(0, '位置不对').describe('Media second to which it belongs'), text })
  .meta({ id: 'NewNote' });
export const noteChangeSchema = z.object({ text }).meta({ id: 'NoteChange' });

export const noteSchema = z
  .object({ id: idSchema, lessonVersionId: idSchema, position: z.int(), text: z.string(), createdAt: timeSchema, updatedAt: timeSchema })
  .meta({ id: 'Note' });
export const noteListSchema = listOf(noteSchema).meta({ id: 'NoteList' });

export type NotesQuery = z.infer<typeof notesQuery>;
export type NewNoteDto = z.infer<typeof newNoteSchema>;
export type NoteChangeDto = z.infer<typeof noteChangeSchema>;
export type NoteDto = z.infer<typeof noteSchema>;
