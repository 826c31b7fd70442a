// What the site consists of, in the order of its navigation. Whatever a page links to is on the site as well.

const files = {
  'Start': {
    'exeunt': 'README.md',
    'Fifteen minutes': 'docs/guide/fifteen-minutes.md',
    'Cookbook': 'docs/cookbook.md',
    'Populations at scale': 'docs/guide/scale.md',
  },
  'Reference': {
    'The language': 'docs/language.md',
    'Facts as JSON': 'docs/facts.md',
    'Diagnostics': 'docs/diagnostics.md',
    'Every error and warning': 'docs/errors/README.md',
    'Evidence': 'docs/evidence.md',
    'Glossary': 'docs/glossary.md',
  },
  'Populations': {
    'Sweeps': 'docs/populations.md',
    'SQL': 'docs/sql.md',
  },
  'In programs': {
    'As a library': 'docs/embedding.md',
    'Editors': 'editors/README.md',
  },
  'Policies': {
    'Shipped policies': 'policies/README.md',
  },
  'The project': {
    'Architecture': 'docs/architecture.md',
    'Performance': 'docs/performance.md',
    'Contributing': 'CONTRIBUTING.md',
    'Security': 'SECURITY.md',
    'Changes': 'CHANGELOG.md',
  },
}

/** The files that pages are collected from. */
export const ROOTS = Object.values(files).flatMap((group) => Object.values(group))

const link = (file) => '/' + file.replace(/README\.md$/, '').replace(/\.md$/, '.html')

/** The groups of the sidebar. */
export const SIDEBAR = Object.entries(files).map(([text, group]) => ({
  text,
  items: Object.entries(group).map(([text, file]) => ({ text, link: link(file) })),
}))
