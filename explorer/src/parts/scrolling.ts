// What is wider than its place is reached by the keyboard, too.

/** For the scroll area of a table: it takes the focus, so that arrows move it. */
export const READABLE = { viewportProps: { tabIndex: 0 } };
