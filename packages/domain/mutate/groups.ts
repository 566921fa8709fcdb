/** What is tried together: files of the rules, and the spec files whose tests are to notice; not the longest random histories. Below src, without endings. */
export interface MutantGroup {
  files: readonly string[];
  tests: readonly string[];
}

/** Every file of src that decides anything stands in one group; a test holds that. */
export const GROUPS: Readonly<Record<string, MutantGroup>> = {
  watch: {
    files: ['watch', 'coverage', 'progress', 'sittings'],
    tests: ['watch', 'watch-clock', 'coverage', 'progress', 'sittings', 'replay/worked-examples'],
  },
  policy: { files: ['policy', 'units', 'calendar'], tests: ['policy', 'units', 'calendar'] },
  ledger: { files: ['ledger', 'ledger-roots', 'merkle'], tests: ['ledger', 'ledger-roots', 'merkle'] },
  audit: { files: ['audit', 'audit-chain'], tests: ['audit-chain'] },
  statement: { files: ['statement', 'statement-file', 'statement-totals'], tests: ['statement-file', 'statement-totals'] },
  year: { files: ['year-end', 'points', 'appeals', 'notices', 'alarms'], tests: ['year-end', 'points', 'appeals'] },
  quiz: { files: ['quiz/mark', 'quiz/draw', 'quiz/chance', 'quiz/asked', 'quiz/answer', 'quiz/result', 'quiz/question'], tests: ['quiz/mark', 'quiz/draw'] },
  validate: { files: ['quiz/validate/*'], tests: ['quiz/validate/validate'] },
  people: {
    files: ['id-number', 'regions', 'permissions', 'organisations', 'documents', 'login', 'person', 'consents'],
    tests: ['id-number', 'regions', 'permissions', 'organisations', 'documents', 'login', 'person', 'consents'],
  },
  merge: {
    files: ['merge', 'merge-keys', 'merge-progress', 'merge-totals'],
    tests: ['merge', 'merge-cases', 'merge.property', 'merge-keys', 'merge-progress', 'merge-totals'],
  },
  recompute: {
    files: ['recompute/*', 'evidence'],
    tests: ['recompute/recompute', 'recompute/order', 'recompute/differences', 'recompute/merged', 'evidence'],
  },
  replay: {
    files: ['replay/*'],
    tests: ['replay/watching', 'replay/earning', 'replay/closing', 'replay/result', 'replay/scenario', 'replay/worked-examples', 'replay/replay.property'],
  },
  courses: { files: ['course', 'enrolment', 'media', 'categories'], tests: ['course', 'enrolment', 'media'] },
  captions: { files: ['captions/clock', 'captions/cues', 'captions/raw-cue', 'captions/read-ass', 'captions/read-captions', 'captions/write-captions'], tests: ['captions/captions'] },
  'caption-blocks': { files: ['captions/read-blocks'], tests: ['captions/captions', 'captions/blocks'] },
};
