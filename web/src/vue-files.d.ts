// For tools that read TypeScript alone; vue-tsc knows the real types of each component.
declare module '*.vue' {
  import type { Component } from 'vue'

  const component: Component

  export { component as default }
}
