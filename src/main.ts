import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Compiled code is kept between starts: half of a start's work. Where the folder cannot be written, Node goes on without.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'))
// Only what is imported after that is kept.
await import('./main/start.ts')
