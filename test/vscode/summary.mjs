/** Before the line in which the web suite, which cannot write files, tells its result. */
export const summaryMark = "@@summary ";
