// Builds the site into target/site: collects the pages, renders them with VitePress, and checks every link of the result. VitePress
// renders Markdown as GitHub does, and highlights policies by the grammar of the editors.

import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vitepress'
import { collect, outdated } from './pages.mjs'
import { ROOTS, TRANSLATIONS } from './navigation.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const work = join(here, '.work')
const site = join(root, 'target/site')

refuse(outdated(root, TRANSLATIONS))
rmSync(work, { recursive: true, force: true })
mkdirSync(work)
const pages = collect(root, ROOTS, work)
cpSync(join(here, 'config.mjs'), join(work, '.vitepress/config.mjs'))
await build(work, { outDir: site })

refuse(brokenLinks())
console.log(`${pages.size} pages in ${relative(process.cwd(), site)}, no broken links`)

/** Ends the build if something is wrong. */
function refuse(wrong) {
  if (wrong.length === 0) return
  console.error(wrong.join('\n'))
  process.exit(1)
}

/** Links of the built pages that lead nowhere. */
function brokenLinks() {
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'))
  const texts = new Map(files.map((file) => [file.replaceAll('\\', '/'), readFileSync(join(site, file), 'utf8')]))
  const ids = new Map([...texts].map(([file, text]) => [file, new Set([...text.matchAll(/ id="([^"]+)"/g)].map((it) => it[1]))]))
  const found = []
  for (const [file, text] of texts) {
    for (const [, target] of text.matchAll(/ href="([^"]+)"/g)) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(target)) continue
      const [path, anchor] = decodeURI(target).split('#')
      const to = path === '' ? file : posix.normalize(posix.join(path.startsWith('/') ? '.' : posix.dirname(file), path))
      const page = to.endsWith('/') || to === '.' ? posix.join(to, 'index.html') : to
      if (!existsSync(join(site, page))) found.push(`${file}: ${target} does not exist`)
      else if (anchor && page.endsWith('.html') && !ids.get(page)?.has(anchor)) found.push(`${file}: ${target} has no such heading`)
    }
  }
  return [...new Set(found)]
}
