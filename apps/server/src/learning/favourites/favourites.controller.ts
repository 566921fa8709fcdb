import { Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { Caller, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { favouriteListSchema } from './favourites.dto.js';
import { FavouritesService } from './favourites.service.js';

/** 收藏. The id is the course's. */
@Controller('my/favourites')
export class FavouritesController {
  constructor(private readonly favourites: FavouritesService) {}

  @Get()
  @Requires('learning.read_own')
  @Returns(favouriteListSchema)
  async list(@Caller() caller: Principal) {
    return { items: await this.favourites.list(caller.personId) };
  }

  @Put(':id')
  @Requires('learning.watch')
  @ReturnsNothing()
  async add(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.favourites.add(caller.personId, id);
  }

  @Delete(':id')
  @Requires('learning.watch')
  @ReturnsNothing()
  async remove(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.favourites.remove(caller.personId, id);
  }
}
