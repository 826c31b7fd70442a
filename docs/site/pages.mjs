// Collects the pages of the site: every Markdown file of the repository that has a place in the navigation, and whatever these link
// to. A file that is not Markdown becomes a page that shows it, and a folder without a README a list of its files.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, posix } from 'node:path'

/** What code is highlighted as, by the extension of its file. */
const LANGUAGES = {
  '.policy': 'policy', '.rs': 'rust', '.json': 'json', '.toml': 'toml', '.yml': 'yaml', '.yaml': 'yaml', '.py': 'python',
  '.sh': 'sh', '.js': 'js', '.mjs': 'js', '.scm': 'scheme', '.sql': 'sql', '.ndjson': 'json', '.html': 'html',
}
/** Of longer files the beginning is shown. */
const MOST_LINES = 1000

/** Writes the pages that are reached from `roots` into `into`. Returns each Markdown file with its page. */
export function collect(root, roots, into) {
  const tracked = new Set(execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root, encoding: 'utf8', maxBuffer: 1 << 28,
  }).split('\0').filter((file) => file !== '' && existsSync(join(root, file))))
  const folders = new Set([...tracked].flatMap((file) => ancestors(file)))
  const pages = new Map()
  const waiting = [...roots]
  const missing = []

  /** The page of a file or folder, which is made if it is linked to for the first time. */
  function page(path) {
    if (!pages.has(path)) {
      pages.set(path, pageOf(path, folders))
      waiting.push(path)
    }
    return pages.get(path)
  }

  function link(from, target) {
    const [, path, anchor] = /^([^#]*)(.*)$/.exec(target)
    if (path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path)) return target
    const to = posix.normalize(posix.join(posix.dirname(from), path)).replace(/\/$/, '')
    if (to === '.') return page('README.md').link + anchor
    const readme = posix.join(to, 'README.md')
    const found = tracked.has(to) ? to : tracked.has(readme) ? readme : folders.has(to) ? to : undefined
    if (found === undefined) {
      missing.push(`${from}: ${target}`)
      return target
    }
    return page(found).link + anchor
  }

  roots.forEach((path) => page(path))
  while (waiting.length > 0) {
    const path = waiting.pop()
    const { file } = page(path)
    if (existsSync(join(into, file))) continue
    const text = folders.has(path) ? listing(path, tracked) : content(root, path)
    const written = join(into, file)
    mkdirSync(dirname(written), { recursive: true })
    writeFileSync(written, linked(text, (target) => link(folders.has(path) ? `${path}/README.md` : path, target)))
  }
  if (missing.length > 0) throw new Error(`links to what does not exist:\n${missing.join('\n')}`)
  return pages
}

/** What is wrong with the translations: each names the text that it translates with its hash, and has the same headings and code. */
export function outdated(root, files) {
  const shape = (text) => outside(text).filter((line) => /^#+ /.test(line)).map((line) => line.split(' ')[0]).join(' ')
  const code = (text) => [...text.matchAll(/^```(?!text)\w.*\n[^]*?\n```$/gm)].map((block) => block[0]).join('\n')
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const [, of, hash] = /^<!-- translates (\S+) ([0-9a-f]{64}) -->\n/.exec(text) ?? []
    if (of === undefined) return [`${file} does not say what it translates`]
    const original = readFileSync(join(root, dirname(file), of), 'utf8')
    const now = createHash('sha256').update(original).digest('hex')
    const wrong = []
    if (now !== hash) wrong.push(`${file} translates another version of ${of}: read the changes, then put ${now} into its first line`)
    if (shape(text) !== shape(original)) wrong.push(`${file} has other headings than ${of}`)
    if (code(text) !== code(original)) wrong.push(`${file} has other code than ${of}`)
    return wrong
  })
}

/** The lines that are not code. */
function outside(text) {
  return text.replace(/^```[^]*?\n```$/gm, '').split('\n')
}

function ancestors(file) {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'))
}

/** The page of a file, or of one of the folders, and its address. */
export function pageOf(path, folders = new Set()) {
  if (path.startsWith('docs/zh/')) return pageOf(path.replace('docs/', ''), folders)
  if (path.endsWith('README.md')) return at(path.replace('README.md', 'index.md'))
  if (path.endsWith('.md')) return at(path)
  return at(folders.has(path) ? `${path}/index.md` : `${path}.md`)
}

function at(file) {
  return { file, link: '/' + file.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '.html') }
}

/** The Markdown of a file, or Markdown that shows it. */
function content(root, path) {
  const text = readFileSync(join(root, path), 'utf8')
  if (path.endsWith('.md')) return text.replace(/^<!--.*-->\n+/, '')
  const lines = text.split('\n')
  const isCut = lines.length > MOST_LINES
  const shown = (isCut ? lines.slice(0, MOST_LINES).join('\n') : text).trimEnd()
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const cut = isCut ? `\nThe first ${MOST_LINES} of ${lines.length} lines.\n` : ''
  return `# ${posix.basename(path)}\n\n\`${path}\`\n${cut}\n${fence}${LANGUAGES[extname(path)] ?? 'text'}\n${shown}\n${fence}\n`
}

function listing(folder, tracked) {
  const within = [...tracked].filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1))
  const names = [...new Set(within.map((file) => file.split('/')[0]))].sort()
  return `# ${folder}\n\n${names.map((name) => `- [${name}](${name})`).join('\n')}\n`
}

/** Text with the targets of its links replaced, outside of code. */
function linked(text, replace) {
  let fence
  return text.split('\n').map((line) => {
    const mark = /^ {0,6}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) {
      if (mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length) fence = undefined
      return line
    }
    if (mark !== undefined) {
      fence = mark
      return line
    }
    const parts = line.split(/(`+[^`]*`+)/)
    const targets = (part) => part.replace(/(\]\()([^()\s]+)((?:\s+"[^"]*")?\))/g, (_, open, target, close) => open + replace(target) + close)
      .replace(/^(\s*\[[^\]]+\]:\s+)(\S+)/, (_, open, target) => open + replace(target))
    // A label may be code, so that a link is not within one part.
    return targetsAcross(parts, targets)
  }).join('\n')
}

function targetsAcross(parts, targets) {
  const kept = []
  const text = parts.map((part, at) => at % 2 === 1 ? (kept.push(part), `\u0000${kept.length - 1}\u0000`) : part).join('')
  return targets(text).replace(/\u0000(\d+)\u0000/g, (_, at) => kept[Number(at)])
}
