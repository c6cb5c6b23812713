/**
 * Where to go after signing in: only a path of this app, so that a link can not send people elsewhere.
 * @param next the `next` of the address, whatever it holds. Errors: none; anything else gives "/".
 */
export function pathAfterSignIn(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/'
}
