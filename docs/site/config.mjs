import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SIDEBARS } from '../../navigation.mjs'

const grammar = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../editors/vscode/syntaxes/exeunt.tmLanguage.json'), 'utf8'))

export default {
  title: 'exeunt',
  description: 'A policy language for leaving: the terms under which an account may be deleted, closed or suspended',
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
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      themeConfig: {
        nav: [
          { text: 'Fifteen minutes', link: '/docs/guide/fifteen-minutes.html' },
          { text: 'Cookbook', link: '/docs/cookbook.html' },
          { text: 'Language', link: '/docs/language.html' },
          { text: 'Errors', link: '/docs/errors/' },
          { text: 'Policies', link: '/policies/' },
        ],
        sidebar: SIDEBARS.en,
      },
    },
    zh: {
      label: '中文',
      lang: 'zh-CN',
      themeConfig: {
        nav: [{ text: '十五分钟', link: '/zh/fifteen-minutes.html' }],
        sidebar: SIDEBARS.zh,
        outline: { level: [2, 3], label: '本页内容' },
        darkModeSwitchLabel: '深色模式',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
      },
    },
  },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    docFooter: { prev: false, next: false },
    // Few pages exist in both languages.
    i18nRouting: false,
  },
}
