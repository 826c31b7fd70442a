import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SIDEBAR } from '../../navigation.mjs'

const grammar = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../editors/vscode/syntaxes/exeunt.tmLanguage.json'), 'utf8'))

export default {
  title: 'exeunt',
  description: 'A policy language for leaving: the terms under which an account may be deleted, closed or suspended',
  lang: 'en',
  lastUpdated: false,
  cleanUrls: false,
  // Links are checked once the site is built, with their anchors.
  ignoreDeadLinks: true,
  // Names of the language and of commands are written in angle brackets, which are not elements.
  markdown: {
    html: false,
    languages: [{ ...grammar, name: 'policy', aliases: ['exeunt'] }],
    languageAlias: { console: 'shellsession' },
    // Headings have the anchors that GitHub gives them.
    anchor: { slugify: (heading) => heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-') },
  },
  themeConfig: {
    nav: [
      { text: 'Fifteen minutes', link: '/docs/guide/fifteen-minutes.html' },
      { text: 'Cookbook', link: '/docs/cookbook.html' },
      { text: 'Language', link: '/docs/language.html' },
      { text: 'Errors', link: '/docs/errors/' },
      { text: 'Policies', link: '/policies/' },
    ],
    sidebar: SIDEBAR,
    outline: [2, 3],
    search: { provider: 'local' },
    docFooter: { prev: false, next: false },
  },
}
