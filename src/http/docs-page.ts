import { z } from 'zod'

const operation = z.object({
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional() }))
    .optional(),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
  responses: z
    .record(
      z.string(),
      z.object({
        description: z.string().optional(),
        content: z.record(z.string(), z.object({ schema: z.unknown() })).optional(),
      }),
    )
    .optional(),
  'x-roles': z.array(z.string()).optional(),
})

type Operation = z.infer<typeof operation>

const description = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string().optional() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
})

/**
 * The OpenAPI document as one page of HTML without script.
 * @param document as the server describes itself   @returns HTML
 * Errors: ZodError when the document is not OpenAPI: a bug. Source: CONTRACT.md "GET /docs".
 */
export function docsPage(document: unknown): string {
  const { info, paths } = description.parse(document)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, details]) => ({ path, method: method.toUpperCase(), details })),
  )
  const contents = operations
    .map(
      ({ path, method }) =>
        `<li><a href="#${anchor(method, path)}"><b>${method}</b> ${escaped(path)}</a></li>`,
    )
    .join('\n')
  const sections = operations.map(({ path, method, details }) => section(method, path, details)).join('\n')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(info.title)} ${escaped(info.version)}: API</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<header><h1>${escaped(info.title)} <small>${escaped(info.version)}</small></h1>
<p>${escaped(info.description ?? '')} The same as a machine reads it: <a href="/openapi.json">openapi.json</a></p></header>
<nav aria-label="Operations"><ul>
${contents}
</ul></nav>
<main>
${sections}
</main>
</body>
</html>
`
}

function section(method: string, path: string, details: Operation): string {
  const roles = details['x-roles']
  const who = roles === undefined ? 'everybody' : roles.join(', ')
  const parameters = (details.parameters ?? []).map(
    (parameter) =>
      `<li><code>${escaped(parameter.name)}</code> in ${escaped(parameter.in)}${parameter.required === true ? ', required' : ''}</li>`,
  )
  return `<section id="${anchor(method, path)}">
<h2><b>${method}</b> <code>${escaped(path)}</code></h2>
<p>${escaped(details.summary ?? '')} ${escaped(details.description ?? '')}</p>
<p>May: ${escaped(who)}</p>
${parameters.length === 0 ? '' : `<h3>Parameters</h3><ul>${parameters.join('')}</ul>`}
${details.requestBody === undefined ? '' : `<h3>Body</h3>${contents(details.requestBody.content)}`}
<h3>Answers</h3>
${Object.entries(details.responses ?? {})
  .map(([status, answer]) => answerBlock(status, answer))
  .join('\n')}
</section>`
}

function answerBlock(
  status: string,
  answer: {
    readonly description?: string | undefined
    readonly content?: Readonly<Record<string, { readonly schema: unknown }>> | undefined
  },
): string {
  const title = `<b>${escaped(status)}</b> ${escaped(answer.description ?? '')}`
  // Refusals all have the one shape of RFC 9457: shown by name only.
  if (answer.content === undefined || Number(status) >= 400) return `<p>${title}</p>`
  return `<details><summary>${title}</summary>${contents(answer.content)}</details>`
}

function contents(content: Readonly<Record<string, { readonly schema: unknown }>>): string {
  return Object.entries(content)
    .map(
      ([type, { schema }]) => `<p>${escaped(type)}</p><pre>${escaped(JSON.stringify(schema, null, 2))}</pre>`,
    )
    .join('\n')
}

function anchor(method: string, path: string): string {
  return `${method}${path}`.toLowerCase().replaceAll(/[^a-z0-9]{1,100}/g, '-')
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Colours of WEB.md with enough contrast, light and dark. */
export const docsStyle = `:root{color-scheme:light dark;--bg:#f8fafc;--card:#fff;--text:#0f172a;--line:#e2e8f0;--brand:#0f766e}
@media (prefers-color-scheme:dark){:root{--bg:#0b1220;--card:#111a2c;--text:#e6edf7;--line:#233047;--brand:#2dd4bf}}
body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--bg);color:var(--text);font:14px/1.45 system-ui,sans-serif}
a{color:var(--brand)}nav ul{columns:2;list-style:none;padding:0}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;margin:1rem 0;padding:0 1rem 1rem}
pre{overflow:auto;border:1px solid var(--line);border-radius:8px;padding:.5rem;max-height:30rem}
summary{cursor:pointer}h2{font-size:16px}h3{font-size:14px}
`
