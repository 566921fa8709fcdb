import { Injectable } from '@nestjs/common';
import { PersonsService } from '../identity/persons.service.js';
import { OrganisationLookup } from '../organisations/organisation-lookup.service.js';
import { Problem } from '../platform/errors/problem.js';
import type { JoiningDto } from './catalog.dto.js';
import { type CourseGate, CourseSettingsService } from './course-settings.service.js';
import { FinishedCoursesService } from './finished-courses.service.js';

/** Whether a person may join a course. */
@Injectable()
export class JoiningService {
  constructor(
    private readonly settings: CourseSettingsService,
    private readonly finished: FinishedCoursesService,
    private readonly organisations: OrganisationLookup,
    private readonly persons: PersonsService,
  ) {}

  /** What the page of a course says about joining it, to a person or to a guest. */
  async describe(courseId: string, personId: string | null): Promise<JoiningDto> {
    const gate = await this.settings.gateOf(courseId);
    if (!gate) throw new Problem('not_found');
    const names = await this.organisations.names(gate.organisationIds);
    const finished = personId ? await this.finished.among(personId, gate.prerequisites.map(({ id }) => id)) : new Set<string>();
    return {
      rule: gate.rule,
      organisations: [...names.values()].sort((a, b) => a.localeCompare(b, 'zh-CN')),
      member: personId !== null && (await this.isMember(personId, gate)),
      prerequisites: gate.prerequisites.map((course) => ({ ...course, finished: finished.has(course.id) })),
    };
  }

  /** Whether a person has done all that a course version requires. */
  async hasFinished(personId: string, courseVersionId: string): Promise<boolean> {
    return (await this.finished.versionsAmong(personId, [courseVersionId])).has(courseVersionId);
  }

  /**
   * Lets a person who is not enrolled in to a course, or says why not. Whether an invitation is good is asked where it is used up.
   * @param code whether they come with the code of an invitation
   * @throws Problem not_found (nothing published, or withdrawn), prerequisite_missing (with the courses as its fields), enrolment_closed
   */
  async assertMayJoin(personId: string, courseId: string, code: boolean): Promise<CourseGate> {
    const gate = await this.settings.gateOf(courseId);
    if (!gate || gate.withdrawn) throw new Problem('not_found');
    const finished = await this.finished.among(personId, gate.prerequisites.map(({ id }) => id));
    const missing = gate.prerequisites.filter(({ id }) => !finished.has(id));
    if (missing.length > 0) throw new Problem('prerequisite_missing', missing.map(({ id, title }) => ({ field: `courses.${id}`, message: `请先学完“${title}”` })));
    if (gate.rule === 'invitation' && !code) throw new Problem('enrolment_closed');
    if (gate.rule === 'organisation' && !(await this.isMember(personId, gate))) throw new Problem('enrolment_closed');
    return gate;
  }

  private async isMember(personId: string, { organisationIds }: CourseGate): Promise<boolean> {
    if (organisationIds.length === 0) return false;
    const organisationId = (await this.persons.standings([personId])).get(personId)?.organisationId;
    return organisationId !== null && organisationId !== undefined && organisationIds.includes(organisationId);
  }
}
