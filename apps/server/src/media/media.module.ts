import { Module } from '@nestjs/common';
import { CaptionsController } from './captions.controller.js';
import { CaptionsService } from './captions.service.js';
import { DocumentsService } from './documents.service.js';
import { FreeRoom } from './free-room.js';
import { MediaLinks } from './media-links.js';
import { MediaEventsController } from './media-events.controller.js';
import { MediaEvents } from './media-events.js';
import { MediaController } from './media.controller.js';
import { MediaControlService } from './media-control.service.js';
import { MediaRepository } from './media.repository.js';
import { MediaService } from './media.service.js';
import { MyUploadsController } from './my-uploads.controller.js';
import { MyUploadsService } from './my-uploads.service.js';
import { uploadStoreProvider } from './open-upload-store.js';
import { TakedownsController } from './takedowns.controller.js';
import { TakedownsService } from './takedowns.service.js';
import { TusServer } from './tus-server.js';
import { UploadRoom } from './upload-room.js';
import { UploadsController } from './uploads.controller.js';
import { UploadsService } from './uploads.service.js';

/** Uploads and playback. Whose lesson it is, the catalog says (LessonAccess). */
@Module({
  controllers: [MediaController, MediaEventsController, TakedownsController, CaptionsController, UploadsController, MyUploadsController],
  providers: [MediaService, MediaControlService, MediaEvents, DocumentsService, CaptionsService, MediaRepository, MediaLinks, TakedownsService, UploadsService, FreeRoom, uploadStoreProvider, UploadRoom, MyUploadsService, TusServer],
  exports: [MediaService, DocumentsService, MediaLinks],
})
export class MediaModule {}
