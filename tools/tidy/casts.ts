import ts from 'typescript'
import type { Problem } from '../checks/problem.ts'
import { lineOf, type Source, walk } from './source.ts'

/**
 * Casts other than `as const` and the constructor of a brand: a function that names the brand in its return type,
 * or an arrow that does nothing but brand. A brand is a type alias with a computed key in one of its parts, or
 * another name of one.
 * @param sources every file: brands are declared in one and made in it or another   @returns problems
 * Errors: none. Source: STYLE rule 10.
 */
export function casts(sources: readonly Source[]): readonly Problem[] {
  const brands = brandsIn(sources)
  return sources.flatMap(({ path, tree }) => {
    if (tree === null) return []
    const problems: Problem[] = []
    walk(tree, (node) => {
      if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return
      if (ts.isConstTypeReference(node.type) || makesBrand(node, brands)) return
      const message = `parse into ${node.type.getText()} instead of claiming it`
      problems.push({ where: `${path}:${lineOf(tree, node)}`, rule: 'cast', message })
    })
    return problems
  })
}

function brandsIn(sources: readonly Source[]): ReadonlySet<string> {
  const aliases = sources.flatMap(({ tree, isTest }) => {
    return tree === null || isTest ? [] : tree.statements.filter(ts.isTypeAliasDeclaration)
  })
  const brands = new Set(aliases.filter(declaresBrand).map((alias) => alias.name.text))
  for (const { name, type } of aliases) {
    if (ts.isTypeReferenceNode(type) && brands.has(type.typeName.getText())) brands.add(name.text)
  }
  return brands
}

function declaresBrand(alias: ts.TypeAliasDeclaration): boolean {
  let isBrand = false
  walk(alias.type, (node) => {
    if (ts.isPropertySignature(node) && ts.isComputedPropertyName(node.name)) isBrand = true
  })
  return isBrand
}

function makesBrand(node: ts.AssertionExpression, brands: ReadonlySet<string>): boolean {
  if (!ts.isTypeReferenceNode(node.type)) return false
  const name = node.type.typeName.getText()
  if (!brands.has(name)) return false
  if (ts.isArrowFunction(node.parent) && node.parent.body === node) return true
  for (let outer: ts.Node = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isFunctionLike(outer) && outer.type !== undefined) {
      return new RegExp(`\\b${name}\\b`).test(outer.type.getText())
    }
  }
  return false
}
