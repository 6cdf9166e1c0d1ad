/** What was asked for cannot be done: told in one line, exit code 2. */
export class CannotRun extends Error {}
