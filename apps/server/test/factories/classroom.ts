import type { World } from '../support/world.js';
import { Player } from '../support/player.js';
import { type MadeCourse, type MadeLesson, aPublishedCourse } from './courses.js';
import { type Someone, aColleague, aPerson } from './persons.js';
import { type City, aCity } from './regions.js';

/** Where one instructor teaches: courses of theirs, and learners of the first community who watch them. */
export class Classroom {
  constructor(
    private readonly world: World,
    readonly city: City,
    readonly instructor: Someone,
  ) {}

  /** @param verifiedAt when the real name was verified; absent: now; null: never */
  learner(verifiedAt?: Date | null): Promise<Someone> {
    return aPerson(this.world, { region: this.city.communities[0]!, verifiedAt });
  }

  /** A published course with a lesson of each length in seconds. */
  course(...lengths: number[]): Promise<MadeCourse> {
    return aPublishedCourse(this.world, this.instructor, lengths);
  }

  /** A player of the lesson, in another tab than those before. */
  open({ agent }: Someone, { lessonVersionId }: MadeLesson): Promise<Player> {
    return Player.open(agent, this.world.clock, lessonVersionId);
  }

  /** A learner with an open lesson of a course of its own. @param seconds its length */
  async aPlayer(seconds = 900): Promise<{ someone: Someone; lesson: MadeLesson; player: Player }> {
    const someone = await this.learner();
    const lesson = (await this.course(seconds)).lessons[0]!;
    return { someone, lesson, player: await this.open(someone, lesson) };
  }
}

/** A city with an instructor of its first street who is at home in its first community. */
export async function aClassroom(world: World): Promise<Classroom> {
  const city = await aCity(world);
  return new Classroom(world, city, await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!));
}
