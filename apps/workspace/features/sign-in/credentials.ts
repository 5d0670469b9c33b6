/** What the first step of signing in is given, and the second asks with again. */
export type Credentials = { email: string; password: string };
