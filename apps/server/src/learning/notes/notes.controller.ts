import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { Caller, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { type NewNoteDto, type NoteChangeDto, type NotesQuery, newNoteSchema, noteChangeSchema, noteListSchema, noteSchema, notesQuery } from './notes.dto.js';
import { NotesService } from './notes.service.js';

/** 笔记 at a second of a lesson; only their writer ever sees them. */
@Controller('my/notes')
export class NotesController {
  constructor(private readonly notes: NotesService) {}

  @Get()
  @Requires('learning.read_own')
  @Returns(noteListSchema)
  async list(@Caller() caller: Principal, @Query({ schema: notesQuery }) { lessonVersionId }: NotesQuery) {
    return { items: await this.notes.list(caller.personId, lessonVersionId) };
  }

  @Post()
  @Requires('learning.watch')
  @Returns(noteSchema, 201)
  add(@Caller() caller: Principal, @Body({ schema: newNoteSchema }) body: NewNoteDto) {
    return this.notes.add(caller.personId, body);
  }

  @Patch(':id')
  @Requires('learning.watch')
  @Returns(noteSchema)
  change(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: noteChangeSchema }) { text }: NoteChangeDto) {
    return this.notes.change(caller.personId, id, text);
  }

  @Delete(':id')
  @Requires('learning.watch')
  @ReturnsNothing()
  async remove(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.notes.remove(caller.personId, id);
  }
}
