import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ENROLMENT_RULES, ENROLMENT_RULE_NAMES, type EnrolmentRule } from '@xuexi/domain';
import { Field, fieldProblem, Loading, SkeletonText } from '@xuexi/ui';

import { Answer } from '../../components/answer';
import { Select, TextInput } from '../../components/controls';
import { Panel } from '../../components/panel';

import { Invitations } from './invitations';
import { Picker } from './picker';
import { SettingsForm } from './settings-form';
import { type CourseSettings, useChangeCourseSettings, useCourseChoices, useCourseSettings, useOrganisationChoices } from './use-course-settings';

const FIELDS = ['rule', 'organisationIds', 'prerequisiteIds', 'dueOn'];

/** 加入方式: who may join, what comes before, until when it should be learned. It holds at once, without a review. */
export function CourseJoining({ courseId }: { courseId: string }) {
  const { t } = useTranslation('catalog');
  const settings = useCourseSettings(courseId);
  return (
    <Panel title={t('settings.joining')}>
      <Answer
        query={settings}
        skeleton={
          <Loading>
            <SkeletonText lines={5} />
          </Loading>
        }
      >
        {(data) => (
          <>
            <JoiningForm courseId={courseId} stored={data} />
            {data.rule === 'invitation' && <Invitations courseId={courseId} />}
          </>
        )}
      </Answer>
    </Panel>
  );
}

function JoiningForm({ courseId, stored }: { courseId: string; stored: CourseSettings }) {
  const { t } = useTranslation('catalog');
  const [draft, setDraft] = useState(stored);
  const change = useChangeCourseSettings(courseId);
  const changed = JSON.stringify(draft) !== JSON.stringify(stored);
  const edit = (part: Partial<CourseSettings>) => setDraft({ ...draft, ...part });
  const save = () => {
    const { rule, prerequisites, organisations, dueOn } = draft;
    const body = { rule, prerequisiteIds: idsOf(prerequisites), organisationIds: rule === 'organisation' ? idsOf(organisations) : [], dueOn };
    change.mutate(body, { onSuccess: setDraft });
  };
  return (
    <SettingsForm lead={t('settings.joiningLead')} fields={FIELDS} change={change} changed={changed} onSave={save}>
      <Field label={t('settings.rule')} error={fieldProblem(change.error, 'rule')}>
        <Select value={draft.rule} onChange={(event) => edit({ rule: event.target.value as EnrolmentRule })}>
          {ENROLMENT_RULES.map((rule) => (
            <option key={rule} value={rule}>
              {ENROLMENT_RULE_NAMES[rule]}
            </option>
          ))}
        </Select>
      </Field>
      {draft.rule === 'organisation' && (
        <Picker
          label={t('settings.organisations')}
          hint={t('settings.organisationsHint')}
          error={fieldProblem(change.error, 'organisationIds')}
          chosen={draft.organisations}
          onChange={(organisations) => edit({ organisations })}
          useChoices={useOrganisationChoices}
        />
      )}
      <Picker
        label={t('settings.prerequisites')}
        hint={t('settings.prerequisitesHint')}
        error={fieldProblem(change.error, 'prerequisiteIds')}
        chosen={draft.prerequisites}
        onChange={(prerequisites) => edit({ prerequisites })}
        useChoices={useCourseChoices}
      />
      <Field label={t('settings.due')} hint={t('settings.dueHint')} error={fieldProblem(change.error, 'dueOn')}>
        <TextInput type="date" value={draft.dueOn ?? ''} onChange={(event) => edit({ dueOn: event.target.value === '' ? null : event.target.value })} />
      </Field>
    </SettingsForm>
  );
}

const idsOf = (chosen: readonly { id: string }[]): string[] => chosen.map(({ id }) => id);
