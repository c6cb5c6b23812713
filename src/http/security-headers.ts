/** Strict for pages and harmless on JSON; Vue's own Trusted Types policy is the only one. Source: WEB.md "CSP". */
const contentSecurityPolicy = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types vue',
].join('; ')

/**
 * On every answer, also those of the parser below Fastify. One constant table set by one hook: the plugin for the same
 * costs three times as much per request (ENGINE.md "Speed of the gateway"). Source: CONTRACT.md "Rate limits and headers".
 */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'geolocation=(), microphone=(), camera=()',
} as const
