/** One thing that is wrong: where (repository path, with the line when there is one), which rule, in words. */
export type Problem = { readonly where: string; readonly rule: string; readonly message: string }

/** What a check looked at, and what it found. A check that looked at nothing has failed. */
export type Findings = { readonly looked: number; readonly problems: readonly Problem[] }
