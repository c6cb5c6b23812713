import ts from 'typescript'
import type { Problem } from '../checks/problem.ts'
import type { Source } from './source.ts'

const silencers =
  /@ts-(?:ignore|nocheck|expect-error)|(?:biome|oxlint|eslint|prettier|v8|c8|istanbul|knip)-?\s?(?:ignore|disable)/
/** A type test may say that the next line must not compile. */
const silencersInTests =
  /@ts-(?:ignore|nocheck)|(?:biome|oxlint|eslint|prettier|v8|c8|istanbul|knip)-?\s?(?:ignore|disable)/
const todo = /\b(?:TODO|FIXME|XXX|HACK)\b/
const issue = /#\d+/

/** Comments that silence a tool, and promises without an issue. @param source one file. Errors: none. */
export function comments({ path, text, tree, isTest }: Source): readonly Problem[] {
  const found = tree === null ? [{ line: 1, text }] : commentsOf(tree)
  return found.flatMap((comment) => {
    const problems: Problem[] = []
    const where = `${path}:${comment.line}`
    if ((isTest ? silencersInTests : silencers).test(comment.text)) {
      problems.push({ where, rule: 'silenced', message: 'fix what the tool says instead of silencing it' })
    }
    if (todo.test(comment.text) && !issue.test(comment.text)) {
      problems.push({ where, rule: 'todo', message: 'a promise carries the number of its issue' })
    }
    return problems
  })
}

type Comment = { readonly line: number; readonly text: string }

/** Every comment, also those before closing braces: found at the edges of the tokens. */
function commentsOf(tree: ts.SourceFile): readonly Comment[] {
  const found = new Map<number, Comment>()
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(tree)
    for (const child of children) visit(child)
    if (children.length > 0) return
    const ranges = [
      ...(ts.getLeadingCommentRanges(tree.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(tree.text, node.getEnd()) ?? []),
    ]
    for (const { pos, end } of ranges) {
      const line = tree.getLineAndCharacterOfPosition(pos).line + 1
      found.set(pos, { line, text: tree.text.slice(pos, end) })
    }
  }
  visit(tree)
  return [...found.values()]
}
