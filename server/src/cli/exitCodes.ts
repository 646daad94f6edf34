/** Nothing at or above `--fail-on` was found; nothing refuses the record; nothing differs. */
export const EXIT_OK = 0;
/** Findings at or above `--fail-on`; a rule would refuse the record; something differs. */
export const EXIT_FINDINGS = 1;
/** The command could not do what it is for; standard error says why. */
export const EXIT_PROBLEM = 2;
/** Ctrl-C, as shells count it. */
export const EXIT_CANCELLED = 130;
