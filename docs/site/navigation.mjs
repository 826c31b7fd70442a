// What the site consists of, in the order of its navigation. Whatever a page links to is on the site as well.

import { pageOf } from './pages.mjs'

const files = {
  'Start': {
    'exeunt': 'README.md',
    'Fifteen minutes': 'docs/guide/fifteen-minutes.md',
    'Installation': 'docs/install.md',
    'Cookbook': 'docs/cookbook.md',
    'Populations at scale': 'docs/guide/scale.md',
  },
  'Reference': {
    'The language': 'docs/language.md',
    'Facts as JSON': 'docs/facts.md',
    'Projects': 'docs/projects.md',
    'The command line': 'docs/command-line.md',
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

const chinese = {
  '开始': {
    'exeunt': 'docs/zh/README.md',
    '十五分钟': 'docs/zh/fifteen-minutes.md',
  },
  '英文文档': {
    'Installation': 'docs/install.md',
    'Cookbook': 'docs/cookbook.md',
    'The language': 'docs/language.md',
    'Every error and warning': 'docs/errors/README.md',
    'Shipped policies': 'policies/README.md',
  },
}

const all = (groups) => Object.values(groups).flatMap((group) => Object.values(group))

/** The files that pages are collected from. */
export const ROOTS = [...new Set([...all(files), ...all(chinese)])]

/** Those of them that are translations. */
export const TRANSLATIONS = ROOTS.filter((file) => file.startsWith('docs/zh/'))

const sidebar = (groups) => Object.entries(groups).map(([text, group]) => ({
  text,
  items: Object.entries(group).map(([text, file]) => ({ text, link: pageOf(file).link })),
}))

/** The groups of the sidebar, by language. */
export const SIDEBARS = { en: sidebar(files), zh: sidebar(chinese) }
